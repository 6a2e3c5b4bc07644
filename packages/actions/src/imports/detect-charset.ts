import { isAscii, isUtf8 } from 'node:buffer'
import chardet from 'chardet'
import { charsetOfMark, checkIsText, type Source } from './charset.ts'

/**
 * The charset in which a file is to be read: its byte order mark's; else the one that was asked for; else, for `auto`,
 * UTF-16 by its zeros, UTF-8 if it is mostly that over the whole file, else the likeliest older one.
 * Throws CHARSET_UNSUPPORTED (UTF-32) and FILE_UNREADABLE (a workbook, say).
 */
export async function chooseCharset(source: Source, asked: string): Promise<string> {
  const start = await firstBytes(source)
  const marked = charsetOfMark(start)
  if (marked) return marked
  checkIsText(start)
  if (asked !== 'auto') return asked
  return utf16ByZeros(start) ?? (await looksLikeUtf8(source) ? 'utf-8' : olderCharset(await linesBeyondAscii(source)))
}

async function firstBytes(source: Source): Promise<Buffer> {
  let start = Buffer.alloc(0)
  for await (const chunk of source()) {
    start = Buffer.concat([start, chunk.subarray(0, 4096)])
    if (start.length >= 4096) break
  }
  return start
}

/** Text in UTF-16 without a mark: separators, digits and line ends have a zero as their other half, always on the same side. */
function utf16ByZeros(start: Buffer): string | null {
  const zeros = [0, 0]
  start.forEach((byte, index) => { if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1 })
  const [even = 0, odd = 0] = zeros
  const pairs = start.length / 2
  if (odd > pairs * 0.3 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.3 && odd < pairs * 0.05) return 'utf-16be'
  return null
}

/** A UTF-8 file with a few broken bytes is still UTF-8: its broken rows are refused, not the letters of all others changed. */
async function looksLikeUtf8(source: Source): Promise<boolean> {
  let tail: Buffer = Buffer.alloc(0)
  let whole = true
  for await (const chunk of source()) {
    const bytes = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk
    tail = unfinishedSequence(bytes)
    if (!isUtf8(bytes.subarray(0, bytes.length - tail.length))) {
      whole = false
      break
    }
  }
  if (whole && tail.length === 0) return true
  const { valid, invalid } = await countSequences(source)
  // At a tie UTF-8 is the likeliest by far.
  return valid > 0 && valid >= invalid
}

/** The beginning of a multi-byte sequence that the next chunk goes on with. */
function unfinishedSequence(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    if (byte >= 0xc0) return back < sequenceLength(byte) ? bytes.subarray(bytes.length - back) : Buffer.alloc(0)
  }
  return Buffer.alloc(0)
}

const sequenceLength = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1)

async function countSequences(source: Source): Promise<{ valid: number; invalid: number }> {
  let [valid, invalid, expected] = [0, 0, 0]
  for await (const chunk of source()) {
    if (expected === 0 && isAscii(chunk)) continue
    for (const byte of chunk) {
      if (expected > 0) {
        if (byte >= 0x80 && byte < 0xc0) {
          if (--expected === 0) valid++
          continue
        }
        invalid++
        expected = 0
      }
      if (byte < 0x80) continue
      expected = byte >= 0xc2 && byte < 0xf5 ? sequenceLength(byte) - 1 : 0
      if (expected === 0) invalid++
    }
  }
  return { valid, invalid: invalid + (expected > 0 ? 1 : 0) }
}

const SAMPLE = 128 * 1024

/** The lines that tell something: those with bytes beyond ASCII, up to a sample's size. */
async function linesBeyondAscii(source: Source): Promise<Buffer> {
  const kept: Buffer[] = []
  let size = 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of source()) {
    const bytes = Buffer.concat([rest, chunk])
    let at = 0
    for (let end = bytes.indexOf(10); end >= 0 && size < SAMPLE; end = bytes.indexOf(10, at)) {
      const line = bytes.subarray(at, end + 1)
      at = end + 1
      if (isAscii(line)) continue
      kept.push(line)
      size += line.length
    }
    rest = bytes.subarray(at).subarray(0, SAMPLE)
    if (size >= SAMPLE) break
  }
  return Buffer.concat(size < SAMPLE ? [...kept, rest] : kept)
}

/**
 * Where the first bytes of frequent characters lie in each of the East Asian charsets; read wrongly, a text has them elsewhere.
 * In some, both bytes of a character are beyond ASCII.
 */
const EAST_ASIAN: Record<string, { frequent: [number, number][]; bothHigh: boolean }> = {
  shift_jis: { frequent: [[0x82, 0x83], [0x88, 0x97]], bothHigh: false },
  gb18030: { frequent: [[0xb0, 0xd7]], bothHigh: true },
  'euc-jp': { frequent: [[0xa4, 0xa5], [0xb0, 0xcf]], bothHigh: true },
  'euc-kr': { frequent: [[0xb0, 0xc8]], bothHigh: true },
  big5: { frequent: [[0xa4, 0xc6]], bothHigh: false },
}

const OTHER_LATIN = new Set(['windows-1250', 'windows-1254', 'windows-1257', 'iso-8859-2'])
const OTHER_SCRIPTS = new Set(['windows-1251', 'koi8-r', 'iso-8859-5', 'windows-1253', 'iso-8859-7', 'windows-1255', 'iso-8859-8', 'windows-1256', 'iso-8859-6'])

function olderCharset(sample: Buffer): string {
  const runs = highRuns(sample)
  const high = runs.reduce((sum, run) => sum + run, 0)
  const letters = sample.reduce((count, byte) => (byte >= 0xc0 ? count + 1 : count), 0)
  // Accented letters stand one by one among plain ones: a language in Latin letters, Western unless there is good evidence.
  const oneByOne = letters >= high * 0.7 && runs.filter((run) => run === 1).length >= high * 0.5
  if (oneByOne || besidePlainLetters(sample) > high * 0.5) {
    const guesses = guess(sample)
    const western = guesses.find(({ charset }) => charset === 'windows-1252')?.confidence ?? 0
    return guesses.find(({ charset, confidence }) => OTHER_LATIN.has(charset) && confidence >= Math.max(40, western + 15))?.charset ?? 'windows-1252'
  }
  const inPairs = runs.filter((run) => run % 2 === 0).length >= runs.length * 0.9
  const [eastAsian] = Object.entries(EAST_ASIAN)
    .filter(([charset, { bothHigh }]) => (inPairs || !bothHigh) && readsAll(sample, charset))
    .map(([charset, { frequent, bothHigh }]) => ({ charset, bothHigh, share: frequentShare(sample, frequent, charset), breadth: frequent.reduce((sum, [from, to]) => sum + to - from, 0) }))
    // Where two fit, the one that allows less says more.
    .sort((a, b) => Math.round(b.share * 20) - Math.round(a.share * 20) || a.breadth - b.breadth)
  // Words in another script are told by their letters alone: the plain ones around them would only blur it.
  const script = guess(Buffer.from(sample.map((byte) => (byte < 0x80 ? 0x20 : byte)))).find(({ charset, confidence }) => OTHER_SCRIPTS.has(charset) && confidence >= 25)
  // Words of even length by chance look like characters of two bytes.
  const rather = eastAsian?.bothHigh && (script?.confidence ?? 0) >= 40
  return (eastAsian && eastAsian.share >= 0.6 && !rather ? eastAsian.charset : script?.charset) ?? 'windows-1252'
}

/**
 * How many bytes beyond ASCII stand alone or in twos behind a plain letter or digit, or are accented letters before one, as in O’Neil, Šárka
 * or 25°C. East Asian names come in longer runs, or begin behind a separator; the first bytes of kana (0x82, 0x83) do not count.
 */
function besidePlainLetters(sample: Buffer): number {
  const isPlain = (byte = 0): boolean => (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
  let count = 0
  for (let at = 0; at < sample.length; at++) {
    if ((sample[at] ?? 0) < 0x80) continue
    let end = at + 1
    while ((sample[end] ?? 0) >= 0x80) end++
    const run = sample.subarray(at, end)
    const beside = isPlain(sample[at - 1]) || ((run.at(-1) ?? 0) >= 0xc0 && isPlain(sample[end]))
    if (run.length <= 2 && beside && !run.includes(0x82) && !run.includes(0x83)) count += run.length
    at = end
  }
  return count
}

/** The lengths of all runs of bytes beyond ASCII. */
function highRuns(sample: Buffer): number[] {
  const runs: number[] = []
  let run = 0
  for (const byte of sample) {
    if (byte >= 0x80) run++
    else if (run > 0) {
      runs.push(run)
      run = 0
    }
  }
  return run > 0 ? [...runs, run] : runs
}

const guess = (sample: Buffer): { charset: string; confidence: number }[] => chardet.analyse(sample)
  .flatMap(({ name, confidence }) => { const charset = canonical(name); return charset && readsAll(sample, charset) ? [{ charset, confidence }] : [] })

/** Of all two-byte characters, how many begin where the frequent ones do. */
function frequentShare(sample: Buffer, ranges: [number, number][], charset: string): number {
  let [characters, frequent] = [0, 0]
  for (let at = 0; at < sample.length; at++) {
    const byte = sample[at] ?? 0
    if (byte < 0x80) continue
    // Half-width katakana are single bytes.
    const single = charset === 'shift_jis' && byte >= 0xa1 && byte <= 0xdf
    characters++
    if (!single && ranges.some(([from, to]) => byte >= from && byte <= to)) frequent++
    if (!single) at++
  }
  return characters === 0 ? 0 : frequent / characters
}

function canonical(name: string): string | null {
  try {
    return new TextDecoder(name).encoding
  } catch {
    return null
  }
}

/** The sample may end in the middle of a character, which is no objection. */
const readsAll = (sample: Buffer, charset: string): boolean => !new TextDecoder(charset).decode(sample, { stream: true }).includes('\ufffd')

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
  return valid > invalid
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

/** Where the first bytes of frequent characters lie in each of the East Asian charsets. Read wrongly, a text has them elsewhere. */
const FREQUENT: Record<string, [number, number][]> = {
  shift_jis: [[0x82, 0x83], [0x88, 0x97]],
  gb18030: [[0xb0, 0xd7]],
  'euc-jp': [[0xa4, 0xa5], [0xb0, 0xcf]],
  'euc-kr': [[0xb0, 0xc8]],
  big5: [[0xa4, 0xc6]],
}

function olderCharset(sample: Buffer): string {
  const high = [...sample.keys()].filter((index) => (sample[index] ?? 0) >= 0x80)
  const isHigh = (index: number): boolean => (sample[index] ?? 0) >= 0x80
  const letters = high.filter((index) => (sample[index] ?? 0) >= 0xc0).length
  const alone = high.filter((index) => !isHigh(index - 1) && !isHigh(index + 1)).length
  const guesses = chardet.analyse(sample).map(({ name, confidence }) => ({ charset: canonical(name), confidence }))
    .filter((guess): guess is { charset: string; confidence: number } => guess.charset !== null && readsAll(sample, guess.charset))
  // Accented letters stand one by one among plain ones: a language in Latin letters, Western unless there is good evidence.
  if (letters >= high.length * 0.7 && alone >= high.length * 0.5) {
    const [best] = guesses
    const western = guesses.find(({ charset }) => charset === 'windows-1252')?.confidence ?? 0
    return best && !(best.charset in FREQUENT) && best.confidence >= Math.max(40, western + 15) ? best.charset : 'windows-1252'
  }
  const sure = guesses.find(({ charset, confidence }) => confidence >= (charset in FREQUENT ? 50 : 40) && charset !== 'windows-1252')
  if (sure) return sure.charset
  const [eastAsian] = Object.entries(FREQUENT)
    .filter(([charset]) => readsAll(sample, charset))
    .map(([charset, ranges]) => ({ charset, share: frequentShare(sample, ranges, charset) }))
    .sort((a, b) => b.share - a.share)
  return eastAsian && eastAsian.share >= 0.6 ? eastAsian.charset : 'windows-1252'
}

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

import { crc32 } from 'node:zlib'
import { packagePath } from '@recert/domain/scorm'
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { invalidPackage } from './read-manifest.ts'

/** A file in a zip: its path, normalised, and its size when unpacked, in bytes. */
export type ZipEntry = { path: string; size: number; entry: Entry }

const ENTRIES_MOST = 5000
/** What all entries together may unpack to, in bytes. */
const UNPACKED_MOST = 500 * 1024 * 1024
/** Text packs to a tenth, blank images to a thousandth: beyond this much, so well packed a file is made to fill disks. */
const RATIO_MOST = 100
const RATIO_COUNTS_FROM = 50 * 1024 * 1024

/** Folders that macOS puts into its zips, and nobody asks for. */
const IGNORED = /^__MACOSX\//

/** Opens a zip on local disk and checks what it says of its entries, before anything is unpacked. Throws PACKAGE_INVALID. */
export async function openZip(path: string): Promise<{ zip: ZipFile; entries: ZipEntry[] }> {
  const zip = await openPromise(path, { autoClose: false, decodeStrings: false }).catch(broken)
  try {
    return { zip, entries: await listEntries(zip) }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function listEntries(zip: ZipFile): Promise<ZipEntry[]> {
  if (zip.entryCount > ENTRIES_MOST) throw invalidPackage(`it holds more than ${ENTRIES_MOST} files`)
  const entries: ZipEntry[] = []
  const seen = new Set<string>()
  const sums = { packed: 0, unpacked: 0 }
  for await (const entry of eachEntry(zip)) {
    const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
    if (IGNORED.test(name)) continue
    const at = packagePath(name)
    if ('fault' in at) throw invalidPackage(`the file “${name.slice(0, 100)}” ${at.fault}`)
    if (name.endsWith('/')) continue
    checkEntry(entry, name)
    if (seen.has(at.path)) throw invalidPackage(`it holds “${at.path.slice(0, 100)}” twice`)
    seen.add(at.path)
    sums.packed += entry.compressedSize
    sums.unpacked += entry.uncompressedSize
    checkSize(sums)
    entries.push({ path: at.path, size: entry.uncompressedSize, entry })
  }
  return entries
}

async function* eachEntry(zip: ZipFile): AsyncGenerator<Entry> {
  const entries = zip.eachEntry()[Symbol.asyncIterator]()
  for (;;) {
    const next = await entries.next().catch(broken)
    if (next.done) return
    yield next.value
  }
}

/** A regular file as Unix marks it, or no mark at all, as Windows leaves it. */
const REGULAR = [0, 0o100000]

function checkEntry(entry: Entry, name: string): void {
  const shown = name.slice(0, 100)
  if (entry.isEncrypted()) throw invalidPackage('it is protected by a password')
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw invalidPackage(`“${shown}” is packed by a method that browsers and Recert do not know`)
  if (!REGULAR.includes((entry.externalFileAttributes >>> 16) & 0o170000)) throw invalidPackage(`“${shown}” is a link or a device, not a file`)
  checkSize({ packed: entry.compressedSize, unpacked: entry.uncompressedSize })
}

function checkSize({ packed, unpacked }: { packed: number; unpacked: number }): void {
  if (unpacked > UNPACKED_MOST) throw invalidPackage(`it unpacks to more than ${UNPACKED_MOST / 1024 / 1024} MB`)
  if (unpacked > RATIO_COUNTS_FROM && unpacked > packed * RATIO_MOST) throw invalidPackage('it unpacks to more than a hundred times its size')
}

/** The bytes of an entry. What unpacks to more or less than announced, or to something else, ends in PACKAGE_INVALID. */
export async function* unpackEntry(zip: ZipFile, { entry, path }: ZipEntry): AsyncGenerator<Buffer> {
  const stream = await zip.openReadStreamPromise(entry).catch(broken)
  let sum = 0
  try {
    // yauzl counts the bytes while it inflates, and stops at the first one too many.
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    throw stream.errored === error ? invalidPackage(`“${path.slice(0, 100)}” in it is damaged`) : error
  }
  if (sum !== entry.crc32) throw invalidPackage(`“${path.slice(0, 100)}” in it is damaged`)
}

function broken(): never {
  throw invalidPackage('the zip file is damaged')
}

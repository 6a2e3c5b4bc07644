import { buffer } from 'node:stream/consumers'
import type { Tx } from '@recert/db/client'
import { CHUNK_SIZE, insertFile } from '@recert/db/queries/files'
import { addToPackage, insertPackageEntries, type PackageEntry } from '@recert/db/queries/packages'
import mime from 'mime'
import type { ZipFile } from 'yauzl'
import { invalidPackage, readManifest } from './read-manifest.ts'
import { openZip, unpackEntry, type ZipEntry } from './read-zip.ts'

export const MANIFEST = 'imsmanifest.xml'
const MANIFEST_MOST = 5 * 1024 * 1024

/** Small files that are written in one go. */
const TOGETHER = 50

/** A package whose list of files and manifest are good; `close` gives the file on disk free. */
export type OpenPackage = { zip: ZipFile; entries: ZipEntry[]; close(): void }

/** Looks at a SCORM package on local disk, before anything is stored: its list of files, its limits, its manifest. Throws PACKAGE_INVALID, with what is wrong. */
export async function openPackage(path: string): Promise<OpenPackage> {
  const { zip, entries } = await openZip(path)
  try {
    readManifest(await manifestOf(zip, entries), new Set(entries.map((entry) => entry.path)))
    return { zip, entries, close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw error
  }
}

type Unpacked = { packageId: string; createdAt: Date; createdBy: string | null }

/**
 * Unpacks a SCORM package into the database, under the zip's own file, in the caller's transaction: whatever is still wrong with it, as a
 * damaged file, leaves nothing. Throws PACKAGE_INVALID.
 */
export async function unpackPackage(tx: Tx, { zip, entries }: OpenPackage, unpacked: Unpacked): Promise<void> {
  const { packageId } = unpacked
  for (const entry of entries.filter(({ size }) => size > CHUNK_SIZE)) {
    const file = await insertFile(tx, { ...metaOf(unpacked, entry), purpose: 'package_entry' }, unpackEntry(zip, entry))
    await addToPackage(tx, { packageId, path: entry.path, fileId: file.id })
  }
  const small = entries.filter(({ size }) => size <= CHUNK_SIZE)
  for (let at = 0; at < small.length; at += TOGETHER) {
    const ready: PackageEntry[] = []
    for (const entry of small.slice(at, at + TOGETHER)) ready.push({ ...metaOf(unpacked, entry), path: entry.path, bytes: await buffer(unpackEntry(zip, entry)) })
    await insertPackageEntries(tx, packageId, ready)
  }
}

/** Types by a fixed table of endings: the browser is told never to guess. */
const metaOf = ({ createdAt, createdBy }: Unpacked, { path }: ZipEntry) => ({
  name: path.slice(path.lastIndexOf('/') + 1), mediaType: mime.getType(path) ?? 'application/octet-stream', createdAt, createdBy,
})

async function manifestOf(zip: ZipFile, entries: ZipEntry[]): Promise<Buffer> {
  const manifest = entries.find(({ path }) => path === MANIFEST)
  if (!manifest) {
    const deeper = entries.find(({ path }) => path.endsWith(`/${MANIFEST}`))
    throw invalidPackage(deeper ? `${MANIFEST} lies in a folder (“${deeper.path.slice(0, 100)}”) instead of at the top of the zip` : `it has no ${MANIFEST}`)
  }
  if (manifest.size > MANIFEST_MOST) throw invalidPackage(`${MANIFEST} is larger than ${MANIFEST_MOST / 1024 / 1024} MB`)
  return buffer(unpackEntry(zip, manifest))
}

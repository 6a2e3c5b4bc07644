import { createReadStream, createWriteStream } from 'node:fs'
import { link, open, rm } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { BackupEntry } from '@recert/db/backup'
import { extract, pack } from 'tar-stream'

/** Writes the pieces into one tar file, readable by its owner only. It has its name when it is complete and on disk; what fails leaves none. */
export async function writeArchive(file: string, entries: AsyncIterable<BackupEntry>, now: Date): Promise<void> {
  // A name of its own: what a killed backup left behind, or somebody else put there, is nothing to write into.
  const aside = `${file}.${process.pid}.partial`
  const tar = pack()
  try {
    await Promise.all([
      pipeline(tar, createWriteStream(aside, { mode: 0o600, flags: 'wx' })),
      (async () => {
        for await (const { name, bytes } of entries) {
          // Told when the piece is on its way, so that a slow disk slows the reading down.
          await new Promise<void>((done, failed) => { tar.entry({ name, mtime: now, mode: 0o600 }, bytes, (error) => (error ? failed(error) : done())) })
        }
        tar.finalize()
      })().catch((error: unknown) => {
        tar.destroy(error instanceof Error ? error : new Error(String(error)))
        throw error
      }),
    ])
    const written = await open(aside, 'r')
    await written.sync()
    await written.close()
    // Unlike a renaming, it fails where a file of that name has come up meanwhile.
    await link(aside, file)
    await rm(aside)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}

/** The pieces of a tar file, one after the other. Throws when it is none, or cut off. */
export async function* readArchive(file: string): AsyncGenerator<BackupEntry> {
  const tar = extract()
  const reading = pipeline(createReadStream(file), tar)
  // What goes wrong with the file comes out of the loop as well.
  reading.catch(() => {})
  for await (const entry of tar) yield { name: entry.header.name, bytes: await buffer(entry) }
  await reading
}

import { createReadStream } from 'node:fs'
import type { Tx } from '@recert/db/client'
import { type FileRow, insertFile, type NewFile } from '@recert/db/queries/files'

export type { FileRow }

/** Copies a file from local disk into the database, piece by piece, within the caller's transaction. The file on disk stays. */
export function storeFile(tx: Tx, { path, ...meta }: NewFile & { path: string }): Promise<FileRow> {
  return insertFile(tx, meta, createReadStream(path, { highWaterMark: 1024 * 1024 }))
}

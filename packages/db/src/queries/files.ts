import { createHash } from 'node:crypto'
import type { Queryable, Tx } from '../client.ts'

export type FileRow = { id: string; name: string; mediaType: string; size: number; sha256: string; createdAt: Date }

/** One piece of a stored file. */
export const CHUNK_SIZE = 1024 * 1024

/**
 * Stores a file piece by piece; never more than two pieces are in memory. `bytes` may come in pieces of any size.
 * Must be inside a transaction: a source that breaks off leaves nothing.
 */
export async function insertFile(tx: Tx, meta: { name: string; mediaType: string; createdAt: Date }, bytes: AsyncIterable<Buffer>): Promise<FileRow> {
  const { sql } = tx
  const [made] = await sql<{ id: string }[]>`
    insert into file (name, media_type, size, sha256, created_at) values (${meta.name}, ${meta.mediaType}, 0, '', ${meta.createdAt}) returning id`
  if (!made) throw new Error('insert returned no row')
  const hash = createHash('sha256')
  let [size, position] = [0, 0]
  for await (const chunk of inChunks(bytes)) {
    hash.update(chunk)
    size += chunk.length
    await sql`insert into file_chunk (file_id, position, bytes) values (${made.id}, ${position++}, ${chunk})`
  }
  const sha256 = hash.digest('hex')
  await sql`update file set size = ${size}, sha256 = ${sha256} where id = ${made.id}`
  return { id: made.id, ...meta, size, sha256 }
}

async function* inChunks(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let length = 0
  for await (const piece of bytes) {
    for (let rest = piece; rest.length > 0;) {
      const taken = rest.subarray(0, CHUNK_SIZE - length)
      held.push(taken)
      length += taken.length
      rest = rest.subarray(taken.length)
      if (length < CHUNK_SIZE) continue
      yield Buffer.concat(held)
      held = []
      length = 0
    }
  }
  if (length > 0) yield Buffer.concat(held)
}

/** The bytes of a stored file, one piece after the other, each fetched when the last one is used up. */
export async function* readFileChunks({ sql }: Queryable, fileId: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const [row] = await sql<{ bytes: Buffer }[]>`select bytes from file_chunk where file_id = ${fileId} and position = ${position}`
    if (!row) return
    yield row.bytes
  }
}

import { createHash } from 'node:crypto'
import type { Scope } from '@recert/domain/access'
import { looksLikeUuid } from '@recert/domain/keys'
import type { ByteRange } from '@recert/domain/files'
import type { Queryable, Tx } from '../client.ts'
import type { FilePurpose } from '../schema/files.ts'
import type { Fragment } from './incoming-awards.ts'
import { enrolledCourses } from './learning.ts'
import { inScope } from './people.ts'

export type FileRow = { id: string; name: string; mediaType: string; size: number; sha256: string; createdAt: Date }
export type NewFile = { name: string; mediaType: string; createdAt: Date; purpose?: FilePurpose; createdBy?: string | null }

/** One piece of a stored file. */
export const CHUNK_SIZE = 1024 * 1024

/**
 * Stores a file piece by piece; never more than two pieces are in memory. `bytes` may come in pieces of any size.
 * Must be inside a transaction: a source that breaks off leaves nothing.
 */
export async function insertFile(tx: Tx, { name, mediaType, createdAt, purpose = 'import', createdBy = null }: NewFile, bytes: AsyncIterable<Buffer>): Promise<FileRow> {
  const { sql } = tx
  const [made] = await sql<{ id: string }[]>`
    insert into file (name, media_type, size, sha256, purpose, created_by, created_at)
    values (${name}, ${mediaType}, 0, '', ${purpose}, ${createdBy}, ${createdAt}) returning id`
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
  return { id: made.id, name, mediaType, size, sha256, createdAt }
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

/** The bytes of a stored file, or of a part of it, one piece after the other, each fetched when the last one is used up. */
export async function* readFileChunks({ sql }: Queryable, fileId: string, range?: ByteRange): AsyncGenerator<Buffer> {
  const { from, to } = range ?? { from: 0, to: Infinity }
  for (let position = Math.floor(from / CHUNK_SIZE); position * CHUNK_SIZE <= to; position++) {
    const [row] = await sql<{ bytes: Buffer }[]>`select bytes from file_chunk where file_id = ${fileId} and position = ${position}`
    if (!row) return
    yield row.bytes.subarray(Math.max(0, from - position * CHUNK_SIZE), to - position * CHUNK_SIZE + 1)
  }
}

export type FileServed = { id: string; name: string; mediaType: string; size: number }

/** Who asks for a file: which person they are, if any, whose people they see, and what they may look at. */
export type FileReader = { personId: string | null; callerId: string; scope: Scope; training: boolean; externalTraining: boolean }

/**
 * The file that this reader may fetch, or null. Material: whoever sees training, and learners enrolled in a course that holds it, by itself or with a plan.
 * Evidence: its uploader, the person whom the activity is about, and whoever sees external training of that person. Nothing else.
 */
export async function findReadableFile(q: Queryable, id: string, { personId, callerId, scope, training, externalTraining }: FileReader): Promise<FileServed | null> {
  const { sql } = q
  if (!looksLikeUuid(id)) return null
  const [row] = await sql<FileServed[]>`
    select f.id, f.name, f.media_type as "mediaType", f.size from file f
    where f.id = ${id} and (
      (f.purpose in ('material', 'scorm') and ${training})
      ${personId === null ? sql`` : sql`or (f.purpose = 'material' and exists (
        select from material m join course_material cm on cm.material_id = m.id join (${enrolledCourses(q, personId)}) mine on mine.course_id = cm.course_id where m.file_id = f.id))`}
      or (f.purpose = 'evidence' and (f.created_by = ${callerId}::uuid or exists (
        select from external_activity x join person p on p.id = x.person_id
        where x.evidence_id = f.id and (p.id = ${personId}::uuid ${externalTraining ? sql`or ${inScope(q, scope)}` : sql``}))))
    )`
  return row ?? null
}

/** A file of this purpose, or null: what somebody names as a material's file, a package or a piece of evidence. */
export async function findFile({ sql }: Queryable, id: string, purpose: FilePurpose): Promise<(FileServed & { createdBy: string | null }) | null> {
  if (!looksLikeUuid(id)) return null
  const [row] = await sql<(FileServed & { createdBy: string | null })[]>`
    select id, name, media_type as "mediaType", size, created_by as "createdBy" from file where id = ${id} and purpose = ${purpose}`
  return row ?? null
}

/** Deletes files of materials that no material holds any more, and what was unpacked from them. */
export async function deleteUnusedFiles(tx: Tx, ids: readonly string[]): Promise<void> {
  await deleteWithEntries(tx, tx.sql`
    select f.id from file f where f.id = any (${[...ids]}::uuid[]) and f.purpose in ('material', 'scorm') and not exists (select from material m where m.file_id = f.id)`)
}

/** Deletes the files whose ids `which` selects, and what was unpacked from them. Returns how many, what was unpacked not counted. */
export async function deleteWithEntries({ sql }: Tx, which: Fragment): Promise<number> {
  const rows = await sql`
    with gone as materialized (${which}),
    entries as (delete from file where id in (select pf.file_id from package_file pf join gone on gone.id = pf.package_id))
    delete from file where id in (select id from gone) returning id`
  return rows.length
}

/** How many pieces of evidence somebody has uploaded that belong to no report. */
export async function countWaitingEvidence({ sql }: Queryable, personId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from file f where f.purpose = 'evidence' and f.created_by = ${personId} and not exists (select from external_activity x where x.evidence_id = f.id)`
  return row?.count ?? 0
}

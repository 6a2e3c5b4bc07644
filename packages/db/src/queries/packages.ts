import { createHash } from 'node:crypto'
import type { ScormPackage } from '@recert/domain/scorm'
import type { Queryable, Tx } from '../client.ts'
import { readFileChunks } from './files.ts'
import type { Fragment } from './incoming-awards.ts'
import { enrolledCourses } from './learning.ts'

/** A file of a SCORM package of at most one chunk. */
export type PackageEntry = { path: string; name: string; mediaType: string; createdAt: Date; createdBy: string | null; bytes: Buffer }

/** Says that a stored file lies in a package, at this path. */
export async function addToPackage({ sql }: Tx, { packageId, path, fileId }: { packageId: string; path: string; fileId: string }): Promise<void> {
  await sql`insert into package_file (package_id, path, file_id) values (${packageId}, ${path}, ${fileId})`
}

/** Stores small files of a package: one statement each, sent without waiting for the one before. */
export async function insertPackageEntries({ sql }: Tx, packageId: string, entries: PackageEntry[]): Promise<void> {
  await Promise.all(entries.map(({ path, name, mediaType, createdAt, createdBy, bytes }) => sql`
    with made as (
      insert into file (name, media_type, size, sha256, purpose, created_by, created_at)
      values (${name}, ${mediaType}, ${bytes.length}, ${createHash('sha256').update(bytes).digest('hex')}, 'package_entry', ${createdBy}, ${createdAt}) returning id
    ),
    chunk as (insert into file_chunk (file_id, position, bytes) select id, 0, ${bytes} from made where ${bytes.length > 0})
    insert into package_file (package_id, path, file_id) select ${packageId}, ${path}, id from made`))
}

/** Who sees which package, as which material. `tracked`: as a learner of a course, as against a preview. */
export type PackageReader = { packageId: string; materialId: string; personId: string; tracked: boolean }

/** Whether the person of a launch is still active and, unless it is a preview, still enrolled in a course that holds material `m`. */
const stillOpen = (q: Queryable, { personId, tracked }: PackageReader): Fragment => q.sql`
  exists (select from person where id = ${personId} and active)
  ${tracked ? q.sql`and exists (select from course_material cm join (${enrolledCourses(q, personId)}) mine on mine.course_id = cm.course_id where cm.material_id = m.id)` : q.sql``}`

/** `version`: of the package that it lies in. */
export type PackageFileServed = { fileId: string; mediaType: string; size: number; version: ScormPackage['version'] }

/** A file of a package by its path; null when there is none, when the material holds this package no more, and when it is no longer open to the person. */
export async function findPackageFile(q: Queryable, reader: PackageReader, path: string): Promise<PackageFileServed | null> {
  const [row] = await q.sql<PackageFileServed[]>`
    select f.id as "fileId", f.media_type as "mediaType", f.size, m.package->>'version' as version
    from package_file pf join file f on f.id = pf.file_id join material m on m.id = ${reader.materialId} and m.file_id = pf.package_id and m.package is not null
    where pf.package_id = ${reader.packageId} and pf.path = ${path} and ${stillOpen(q, reader)}`
  return row ?? null
}

/** Every path of a package, and the bytes of its manifest; null when nothing was unpacked under this file. */
export async function readPackage(q: Queryable, packageId: string, manifest: string): Promise<{ paths: Set<string>; manifest: Buffer } | null> {
  const rows = await q.sql<{ path: string; fileId: string }[]>`select path, file_id as "fileId" from package_file where package_id = ${packageId}`
  const found = rows.find(({ path }) => path === manifest)
  if (!found) return null
  const chunks: Buffer[] = []
  for await (const chunk of readFileChunks(q, found.fileId)) chunks.push(chunk)
  return { paths: new Set(rows.map(({ path }) => path)), manifest: Buffer.concat(chunks) }
}

export type LaunchStart = { package: ScormPackage; data: Record<string, unknown> | null; username: string; firstName: string; lastName: string }

/** What a part needs to know when it begins: its package, the learner, and what was kept of them; null as findPackageFile says. */
export async function findLaunchStart(q: Queryable, reader: PackageReader): Promise<LaunchStart | null> {
  const { materialId, packageId, personId } = reader
  const [row] = await q.sql<LaunchStart[]>`
    select m.package, mp.data, p.username, p.first_name as "firstName", p.last_name as "lastName"
    from material m join person p on p.id = ${personId}
    left join material_progress mp on mp.material_id = m.id and mp.person_id = p.id
    where m.id = ${materialId} and m.file_id = ${packageId} and m.package is not null and ${stillOpen(q, reader)}`
  return row ?? null
}

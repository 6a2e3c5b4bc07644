import { sql } from 'drizzle-orm'
import { customType, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

/** What a file was uploaded for; it decides what it may be and who may fetch it. `package_entry`: unpacked from a SCORM package. */
export type FilePurpose = 'import' | 'material' | 'scorm' | 'package_entry' | 'evidence' | 'export'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Uploads and exports live in the database, so that any worker on any machine can read them. */
export const file = pgTable('file', {
  id: id(),
  name: text().notNull(),
  mediaType: text().notNull(),
  size: integer().notNull(),
  sha256: text().notNull(),
  purpose: text().$type<FilePurpose>().notNull().default('import'),
  /** The person or key that uploaded it. */
  createdBy: uuid(),
  /** In real time, also where the business lives by another clock: what nobody used is forgotten after a real day. */
  createdAt: instant().notNull(),
}, (t) => [index('file_evidence').on(t.createdBy).where(sql`${t.purpose} = 'evidence'`)])

/** Pieces of at most 1 MiB. */
export const fileChunk = pgTable('file_chunk', {
  fileId: uuid().notNull().references(() => file.id, { onDelete: 'cascade' }),
  position: integer().notNull(),
  bytes: bytea().notNull(),
}, (t) => [primaryKey({ columns: [t.fileId, t.position] })])

/** What a SCORM package holds, by its paths inside the package. `packageId` is the zip's own file. */
export const packageFile = pgTable('package_file', {
  packageId: uuid().notNull().references(() => file.id, { onDelete: 'cascade' }),
  path: text().notNull(),
  fileId: uuid().notNull().references(() => file.id, { onDelete: 'cascade' }),
}, (t) => [primaryKey({ columns: [t.packageId, t.path] }), index('package_file_file').on(t.fileId)])

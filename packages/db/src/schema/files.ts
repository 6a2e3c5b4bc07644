import { customType, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Uploads and exports live in the database, so that any worker on any machine can read them. */
export const file = pgTable('file', {
  id: id(),
  name: text().notNull(),
  mediaType: text().notNull(),
  size: integer().notNull(),
  sha256: text().notNull(),
  createdAt: instant().notNull(),
})

/** Pieces of at most 1 MiB. */
export const fileChunk = pgTable('file_chunk', {
  fileId: uuid().notNull().references(() => file.id, { onDelete: 'cascade' }),
  position: integer().notNull(),
  bytes: bytea().notNull(),
}, (t) => [primaryKey({ columns: [t.fileId, t.position] })])

import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Scope } from '@recert/domain/access'
import type { ErrorCode, Values } from '@recert/domain/errors'
import type { PersonRow } from '@recert/domain/person-rows'
import type { ImportKind, ImportOptions, ImportState, RejectionCode, RowOutcome } from '@recert/domain/imports'
import { id, instant } from './columns.ts'
import { file } from './files.ts'

/** What the reader found in a file: its columns with samples, and the separator and charset that it was read with. */
export type FoundColumns = { columns: { index: number; name: string | null; samples: string[] }[]; separator: string; charset: string }

export const importRun = pgTable('import', {
  id: id(),
  kind: text().$type<ImportKind>().notNull(),
  fileId: uuid().references(() => file.id),
  fileName: text().notNull(),
  fileSize: integer().notNull(),
  state: text().$type<ImportState>().notNull(),
  separator: text().notNull(),
  charset: text().notNull(),
  header: boolean().notNull(),
  duplicates: boolean().notNull(),
  notify: boolean().notNull(),
  dryRun: boolean().notNull(),
  /** Whose people its maker may touch; others are unknown to it. */
  scope: jsonb().$type<Scope>().notNull().default({ kind: 'all' }),
  /** As it was asked for: field → column name or index; null = by header names. */
  mapping: jsonb().$type<ImportOptions['mapping']>(),
  /** As it was resolved when the file was read: field → column index. */
  resolvedMapping: jsonb().$type<Record<string, number>>(),
  found: jsonb().$type<FoundColumns>(),
  errorCode: text().$type<ErrorCode>(),
  errorValues: jsonb().$type<Values>(),
  /** Which of its readings the staged rows are from; null until the file has been read as it is to be read. */
  reading: integer(),
  /** How much of the file the present reading has passed, in bytes. */
  bytesRead: integer().notNull().default(0),
  total: integer().notNull().default(0),
  newCount: integer().notNull().default(0),
  replacedCount: integer().notNull().default(0),
  unchangedCount: integer().notNull().default(0),
  rejectedCount: integer().notNull().default(0),
  skippedCount: integer().notNull().default(0),
  /** The last record whose chunk is applied. */
  cursor: integer().notNull().default(0),
  /** Fencing token: every chunk checks that its run is the latest. */
  attempt: integer().notNull().default(0),
  cancelRequestedAt: instant(),
  /** The run whose events tell what became of the rows; at most one run ever applies an import. */
  appliedJobId: uuid(),
  /** The latest run, whose progress the screens show. */
  jobId: uuid(),
  /** R8.8, once per import: who asked for its undo and when; the last record that it came to; rows that are as they were before, and rows that were changed since and stay. */
  undoRequestedAt: instant(),
  undoneByKind: text().$type<'person' | 'api_key'>(),
  undoneBy: uuid(),
  /** The run whose events put the awards back. */
  undoJobId: uuid(),
  undoCursor: integer().notNull().default(0),
  undoneCount: integer().notNull().default(0),
  notUndoneCount: integer().notNull().default(0),
  undoneAt: instant(),
  createdByKind: text().$type<'person' | 'api_key'>().notNull(),
  createdBy: uuid().notNull(),
  createdAt: instant().notNull(),
  startedAt: instant(),
  finishedAt: instant(),
}, (t) => [
  index('import_created').on(t.createdAt, t.id),
  index('import_file').on(t.fileId),
  check('import_kind', sql`${t.kind} in ('awards', 'people')`),
])

/** The values of a row of people, as they were read. What is absent stays as it is, or takes its default for somebody new. */
export type StagedPerson = Omit<PersonRow, 'kind'>

/**
 * One data row of a file. `outcome` is written only where a row is not simply new or unchanged;
 * those follow from the events of the import's job, so that a million good rows are not written twice.
 * Each reading of the file stages rows of its own: a worker that was thought dead and wakes up collides with nobody.
 * No foreign key: checking it for each of a million rows costs seconds, and rows are only ever reached through their import.
 */
export const importRow = pgTable('import_row', {
  importId: uuid().notNull(),
  reading: integer().notNull(),
  record: integer().notNull(),
  line: integer().notNull(),
  cells: text().array().notNull(),
  usernameKey: text(),
  certificationKey: text(),
  issuedAt: instant(),
  expiresAt: instant(),
  courseKey: text(),
  courseKind: text().$type<'course' | 'learning_plan'>(),
  /** What a row of people says; rows of awards use the columns above instead. */
  person: jsonb().$type<StagedPerson>(),
  outcome: text().$type<Exclude<RowOutcome, 'new'>>(),
  code: text().$type<RejectionCode>(),
  field: text(),
  value: text(),
  /** What the sentence of `code` names besides column and value, such as the lines of the duplicates. */
  detail: text(),
}, (t) => [
  primaryKey({ columns: [t.importId, t.reading, t.record] }),
  index('import_row_outcome').on(t.importId, t.outcome, t.record).where(sql`${t.outcome} is not null`),
])

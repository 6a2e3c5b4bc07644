import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Actor } from '@recert/domain/access'
import type { AuditFilter } from '@recert/domain/audit'
import type { Language } from '@recert/domain/people'
import type { ExportFormat, ReportDefinition } from '@recert/domain/reports'
import { id, instant } from './columns.ts'
import { file } from './files.ts'
import { person } from './people.ts'

/** A report that somebody saved. Whoever reads it sees the people of their own scope. */
export const report = pgTable('report', {
  id: id(),
  name: text().notNull(),
  definition: jsonb().$type<ReportDefinition>().notNull(),
  /** The person or key that saved it. */
  ownerId: uuid().notNull(),
  /** Everybody who may see awards finds it in the list and may copy it; only its owner and superadmins change it. */
  shared: boolean().notNull().default(false),
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  deletedAt: instant(),
}, (t) => [index('report_owner').on(t.ownerId)])

/** When a saved report goes out by itself, and to whom. */
export const reportSchedule = pgTable('report_schedule', {
  id: id(),
  reportId: uuid().notNull().references(() => report.id),
  ownerId: uuid().notNull().references(() => person.id),
  /** Five fields, in `timeZone`. */
  cron: text().notNull(),
  timeZone: text().notNull(),
  format: text().$type<ExportFormat>().notNull(),
  separator: text().notNull().default(','),
  /** Each gets a file of their own, with the people whom they may see. */
  recipientIds: uuid().array().notNull(),
  active: boolean().notNull().default(true),
  /** In business time. */
  nextAt: instant().notNull(),
  lastAt: instant(),
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  deletedAt: instant(),
}, (t) => [
  index('report_schedule_report').on(t.reportId),
  index('report_schedule_next').on(t.nextAt).where(sql`${t.active} and ${t.deletedAt} is null`),
])

export type ExportSource = ReportDefinition | { kind: 'audit_log'; filter: AuditFilter }

/** A report, or the audit log, as a file: made in the background, kept as long as the organisation keeps files. */
export const reportExport = pgTable('report_export', {
  id: id(),
  reportId: uuid().references(() => report.id),
  scheduleId: uuid().references(() => reportSchedule.id),
  /** For which of the schedule's instants. */
  dueAt: instant(),
  name: text().notNull(),
  /** As it was when the file was asked for. */
  source: jsonb().$type<ExportSource>().notNull(),
  format: text().$type<ExportFormat>().notNull(),
  separator: text().notNull().default(','),
  /** In which its headings and words are written. */
  language: text().$type<Language>().notNull(),
  /** In which its instants are written. */
  timeZone: text().notNull(),
  /** Whose it is: it holds what they may see, and only they may fetch it. */
  readerKind: text().$type<Exclude<Actor['kind'], 'system'>>().notNull(),
  readerId: uuid().notNull(),
  jobId: uuid(),
  fileId: uuid().references(() => file.id),
  /** Rows in the file. */
  rows: integer(),
  createdAt: instant().notNull(),
  finishedAt: instant(),
}, (t) => [
  index('report_export_reader').on(t.readerId, t.createdAt, t.id),
  index('report_export_report').on(t.reportId),
  index('report_export_file').on(t.fileId),
  unique('report_export_schedule_once').on(t.scheduleId, t.dueAt, t.readerId),
  check('report_export_format', sql`${t.format} in ('csv', 'xlsx')`),
])

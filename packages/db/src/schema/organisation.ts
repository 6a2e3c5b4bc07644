import { sql } from 'drizzle-orm'
import { boolean, check, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Feature } from '@recert/domain/features'
import { instant } from './columns.ts'

/** The optional apps. No row, or no instant: not active. */
export const feature = pgTable('feature', {
  key: text().$type<Feature>().primaryKey(),
  activatedAt: instant(),
})

/** One row for the whole organisation: its settings, and the demo clock (null: real time). */
export const organisation = pgTable('organisation', {
  one: boolean().primaryKey().default(true),
  name: text().notNull(),
  demo: boolean().notNull().default(false),
  expiringDays: integer().notNull().default(30),
  demoNow: instant(),
  /** How long files of imports and the log of ended jobs are kept, in days. */
  retentionDays: integer().notNull().default(365),
}, (t) => [check('organisation_one', sql`${t.one}`)])

/** The answer to a write that carried an Idempotency-Key, to be given again. In real time; kept for a day. */
export const idempotencyKey = pgTable('idempotency_key', {
  caller: text().notNull(),
  key: text().notNull(),
  request: text().notNull(),
  status: integer(),
  body: jsonb(),
  createdAt: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.caller, t.key] })])

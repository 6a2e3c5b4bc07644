import type { KeepReason, RefusalReason } from '@recert/domain/awards'
import type { BeforeLink } from '@recert/domain/completions'
import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { certification } from './certifications.ts'
import { id, instant } from './columns.ts'
import { person } from './people.ts'
import { item } from './training.ts'

/** Where a completion was heard of. `plan`: it followed from the plan's last course. */
export type CompletionSource = 'player' | 'admin' | 'api' | 'xapi' | 'plan'

/** That a person completed an item at an instant: once per instant, however often it is reported. */
export const completion = pgTable('completion', {
  id: id(),
  personId: uuid().notNull().references(() => person.id, { onDelete: 'cascade' }),
  itemId: uuid().notNull().references(() => item.id),
  /** The effective instant: when it happened. */
  completedAt: instant().notNull(),
  /** When Recert heard of it. */
  receivedAt: instant().notNull(),
  source: text().$type<CompletionSource>().notNull(),
  reportedByKind: text().$type<'person' | 'api_key' | 'system'>().notNull(),
  reportedBy: uuid(),
}, (t) => [
  unique('completion_once').on(t.personId, t.itemId, t.completedAt),
  index('completion_item').on(t.itemId, t.completedAt, t.id),
  index('completion_received').on(t.receivedAt, t.id),
  check('completion_source', sql`${t.source} in ('player', 'admin', 'api', 'xapi', 'plan')`),
])

export type CompletionOutcome = 'awarded' | 'renewed' | 'kept' | 'refused'

/** What a completion led to, for each certification that its item was linked to; `reason` says why nothing was awarded. */
export const completionOutcome = pgTable('completion_outcome', {
  completionId: uuid().notNull().references(() => completion.id, { onDelete: 'cascade' }),
  certificationId: uuid().notNull().references(() => certification.id, { onDelete: 'cascade' }),
  outcome: text().$type<CompletionOutcome>().notNull(),
  reason: text().$type<KeepReason | RefusalReason | BeforeLink>(),
  awardId: uuid(),
  at: instant().notNull(),
}, (t) => [
  primaryKey({ columns: [t.completionId, t.certificationId] }),
  index('completion_outcome_certification').on(t.certificationId),
  index('completion_outcome_award').on(t.awardId),
])

/** Every xAPI statement that was taken, by its own id: the same one twice is one. */
export const xapiStatement = pgTable('xapi_statement', {
  id: uuid().primaryKey(),
  statement: jsonb().$type<Record<string, unknown>>().notNull(),
  completionId: uuid().references(() => completion.id, { onDelete: 'set null' }),
  storedAt: instant().notNull(),
})

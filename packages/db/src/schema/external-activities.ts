import type { ExternalState } from '@recert/domain/external-activities'
import type { KeepReason, RefusalReason } from '@recert/domain/awards'
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, real, text, uuid } from 'drizzle-orm/pg-core'
import { certification } from './certifications.ts'
import { id, instant } from './columns.ts'
import type { CompletionOutcome } from './completions.ts'
import { file } from './files.ts'
import { person } from './people.ts'

/** Training that took place elsewhere. What a learner reports waits for approval; only an approved one awards. */
export const externalActivity = pgTable('external_activity', {
  id: id(),
  personId: uuid().notNull().references(() => person.id, { onDelete: 'cascade' }),
  title: text().notNull(),
  titleKey: text().notNull().default(''),
  /** What it was, in the reporter's words: seminar, conference, … */
  type: text().notNull().default(''),
  startedAt: instant(),
  completedAt: instant().notNull(),
  score: real(),
  credits: real(),
  institute: text().notNull().default(''),
  certificationId: uuid().references(() => certification.id, { onDelete: 'set null' }),
  /** Whether it is to take the place of a current award (R9.4). */
  replace: boolean().notNull().default(false),
  evidenceId: uuid().references(() => file.id),
  state: text().$type<ExternalState>().notNull(),
  reportedByKind: text().$type<'person' | 'api_key' | 'system'>().notNull(),
  reportedBy: uuid(),
  reportedAt: instant().notNull(),
  decidedBy: uuid(),
  decidedAt: instant(),
  /** What the approver wrote to the learner. */
  note: text().notNull().default(''),
  /** What it led to once approved, for its certification; `reason` says why nothing was awarded. */
  outcome: text().$type<CompletionOutcome>(),
  reason: text().$type<KeepReason | RefusalReason>(),
  awardId: uuid(),
  version: integer().notNull().default(1),
}, (t) => [
  index('external_activity_person').on(t.personId, t.completedAt, t.id),
  index('external_activity_reported').on(t.reportedAt, t.id),
  index('external_activity_pending').on(t.reportedAt, t.id).where(sql`${t.state} = 'pending'`),
  index('external_activity_certification').on(t.certificationId),
  index('external_activity_evidence').on(t.evidenceId),
  check('external_activity_state', sql`${t.state} in ('pending', 'approved', 'rejected', 'withdrawn')`),
])

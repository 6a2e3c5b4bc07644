import type { Scope } from '@recert/domain/access'
import type { WorkflowName } from './jobs.ts'
import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

export type BulkKind = Extract<WorkflowName, 'enrolPeople' | 'awardPeople' | 'awardEarlier' | 'redateAwards'>

/**
 * A command on many people that runs in the background, chunk by chunk in the order of their ids. Each chunk moves the cursor in the
 * transaction that does its work, so a run that breaks off goes on where it was, and nothing is done twice.
 */
export const bulkRun = pgTable('bulk_run', {
  id: id(),
  /** Also the name of its workflow. */
  kind: text().$type<BulkKind>().notNull(),
  /** What is to be done; its shape is the action's own, checked when it was asked for. */
  params: jsonb().$type<Record<string, unknown>>().notNull(),
  scope: jsonb().$type<Scope>().notNull(),
  actorKind: text().$type<'person' | 'api_key'>().notNull(),
  actorId: uuid().notNull(),
  askedAt: instant().notNull(),
  total: integer().notNull(),
  done: integer().notNull().default(0),
  /** The last person who has been dealt with. */
  cursor: uuid(),
  counts: jsonb().$type<Record<string, number>>().notNull().default({}),
  cancelRequestedAt: instant(),
  endedAt: instant(),
})

import { index, integer, pgTable, uuid, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

/** What was done to awards by one command, be it one award or thousands. */
export type AwardChangeKind = 'edited' | 'removed' | 'awarded' | 'redated' | 'item_unlinked'

/** A change of awards that can be taken back as a whole: its events name it. What a job does in many steps is one change. */
export const awardChange = pgTable('award_change', {
  id: id(),
  kind: text().$type<AwardChangeKind>().notNull(),
  at: instant().notNull(),
  actorKind: text().$type<'person' | 'api_key' | 'system'>().notNull(),
  actorId: uuid(),
  /** Of item_unlinked: what was unlinked from what. */
  certificationId: uuid(),
  itemId: uuid(),
  /** Awards that it touched. */
  count: integer().notNull().default(0),
  undoneAt: instant(),
  undoneBy: uuid(),
}, (t) => [index('award_change_at').on(t.at, t.id)])

import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { award } from './awards.ts'
import { id, instant } from './columns.ts'
import { item } from './training.ts'

export type RenewalEnd = 'completed' | 'cancelled' | 'award_removed' | 'award_replaced' | 'made_always_valid' | 'item_unlinked' | 'certification_retired'

/** What starts when Renew Now is pressed and ends when the chosen item is completed again. At most one is open per award. */
export const renewal = pgTable('renewal', {
  id: id(),
  awardId: uuid().notNull().references(() => award.id),
  itemId: uuid().notNull().references(() => item.id),
  startedAt: instant().notNull(),
  startedBy: uuid(),
  endedAt: instant(),
  endedKind: text().$type<RenewalEnd>(),
  endedBy: uuid(),
  /** The tracking that it reset, row by row of material_progress. */
  snapshot: jsonb().$type<Record<string, unknown>[]>().notNull().default([]),
}, (t) => [
  uniqueIndex('renewal_open_unique').on(t.awardId).where(sql`${t.endedAt} is null`),
  index('renewal_award').on(t.awardId),
  index('renewal_item').on(t.itemId).where(sql`${t.endedAt} is null`),
])

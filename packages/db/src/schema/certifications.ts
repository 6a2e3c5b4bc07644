import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Validity } from '@recert/domain/dates'
import { id, instant } from './columns.ts'
import { item } from './training.ts'

export const certification = pgTable('certification', {
  id: id(),
  code: text(),
  codeKey: text(),
  name: text().notNull(),
  nameKey: text().notNull(),
  description: text().notNull().default(''),
  validityAmount: integer().notNull(),
  validityUnit: text().$type<Validity['unit']>().notNull(),
  allowRetake: boolean().notNull().default(false),
  retiredAt: instant(),
  /** Deleted certifications disappear everywhere by this column alone; awards and links stay as they were, so that a restore is exact. */
  deletedAt: instant(),
  deletedBy: uuid(),
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
}, (t) => [
  uniqueIndex('certification_code_unique').on(t.codeKey).where(sql`${t.deletedAt} is null`),
  index('certification_name').on(t.nameKey, t.id).where(sql`${t.deletedAt} is null`),
  check('certification_validity', sql`${t.validityAmount} between 0 and 9999 and ${t.validityUnit} in ('day', 'week', 'month', 'year')`),
  check('certification_code_given', sql`(${t.code} is null) = (${t.codeKey} is null)`),
])

/** What is left of a certification that was deleted and purged: what its events are called by. */
export const purgedCertification = pgTable('purged_certification', {
  id: uuid().primaryKey(),
  code: text(),
  deletedAt: instant().notNull(),
  purgedAt: instant().notNull(),
})

/** A link between a certification and an item, with its times: completions count from linked_at on. */
export const certificationItem = pgTable('certification_item', {
  id: id(),
  certificationId: uuid().notNull().references(() => certification.id, { onDelete: 'cascade' }),
  itemId: uuid().notNull().references(() => item.id),
  linkedAt: instant().notNull(),
  linkedBy: uuid(),
  unlinkedAt: instant(),
  unlinkedBy: uuid(),
}, (t) => [
  uniqueIndex('certification_item_open').on(t.certificationId, t.itemId).where(sql`${t.unlinkedAt} is null`),
  index('certification_item_item').on(t.itemId),
])

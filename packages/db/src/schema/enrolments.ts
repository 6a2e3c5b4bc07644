import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { person } from './people.ts'
import { item } from './training.ts'

/** Through what an enrolment came about. `plan`: with the learning plan that holds the course. */
export type EnrolledVia = 'admin' | 'self' | 'plan' | 'renewal'

/** That a person is to do a course or a learning plan. Whether they have done it, completions say. */
export const enrolment = pgTable('enrolment', {
  id: id(),
  personId: uuid().notNull().references(() => person.id, { onDelete: 'cascade' }),
  itemId: uuid().notNull().references(() => item.id),
  via: text().$type<EnrolledVia>().notNull(),
  enrolledAt: instant().notNull(),
  enrolledBy: uuid(),
  endedAt: instant(),
  endedBy: uuid(),
}, (t) => [
  uniqueIndex('enrolment_open_unique').on(t.personId, t.itemId).where(sql`${t.endedAt} is null`),
  index('enrolment_item').on(t.itemId, t.enrolledAt, t.id).where(sql`${t.endedAt} is null`),
  index('enrolment_enrolled').on(t.enrolledAt, t.id).where(sql`${t.endedAt} is null`),
  check('enrolment_via', sql`${t.via} in ('admin', 'self', 'plan', 'renewal')`),
])

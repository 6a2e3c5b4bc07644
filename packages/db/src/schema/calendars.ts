import { sql } from 'drizzle-orm'
import { check, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { person } from './people.ts'

export type CalendarFeedKind = 'own' | 'people'

/**
 * A calendar that somebody subscribes to by its private address: `own` holds what they hold, `people` what the people hold whom they manage.
 * The address carries this row's id, signed; taking the row away ends it.
 */
export const calendarFeed = pgTable('calendar_feed', {
  id: id(),
  personId: uuid().notNull().references(() => person.id, { onDelete: 'cascade' }),
  kind: text().$type<CalendarFeedKind>().notNull(),
  createdAt: instant().notNull(),
}, (t) => [unique('calendar_feed_once').on(t.personId, t.kind), check('calendar_feed_kind', sql`${t.kind} in ('own', 'people')`)])

import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Channel, NotificationEvent, NotificationTexts, NotificationTiming, OffsetUnit, SkipReason } from '@recert/domain/notifications'
import { award } from './awards.ts'
import { id, instant } from './columns.ts'
import { person } from './people.ts'

/** R10.1: about what, when, whom and how people are told. Empty lists of certifications, branches and groups mean all. */
export const notificationRule = pgTable('notification_rule', {
  id: id(),
  name: text().notNull(),
  event: text().$type<NotificationEvent>().notNull(),
  timing: text().$type<NotificationTiming>().notNull(),
  amount: integer().notNull(),
  unit: text().$type<OffsetUnit>().notNull(),
  certificationIds: uuid().array().notNull(),
  branchIds: uuid().array().notNull(),
  groupIds: uuid().array().notNull(),
  channels: text().array().$type<Channel[]>().notNull(),
  texts: jsonb().$type<NotificationTexts>().notNull(),
  /** One mail per person and day instead of one per award. */
  digest: boolean().notNull().default(false),
  /** The managers of the holder's branch are told, too. */
  managerCopy: boolean().notNull().default(false),
  /** Mails carry the expiry as an entry for the calendar. */
  calendarAttachment: boolean().notNull().default(false),
  /** Null while it is paused. Instants before it fire nothing (R10.3). */
  activeSince: instant(),
  /** All awards whose instant came before this have been planned; of those at this very expiry, the ones up to plannedAward. */
  plannedTo: instant(),
  plannedAward: uuid(),
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  /** Rules disappear by this column alone: what they sent is still explained by them. */
  deletedAt: instant(),
}, (t) => [
  check('notification_rule_event', sql`${t.event} in ('issued', 'expired')`),
  check('notification_rule_timing', sql`case ${t.timing} when 'at' then ${t.amount} = 0 else ${t.timing} in ('before', 'after') and ${t.event} = 'expired' and ${t.amount} between 1 and 9999 end`),
  check('notification_rule_unit', sql`${t.unit} in ('hour', 'day', 'week')`),
])

/**
 * Who is told of what, once: for each rule, cycle, expiry, person and channel there is one row, whatever becomes of it. `expiry` is the expiry that it
 * speaks of, and null where it speaks of the issue, which happens once. A mail's own state is the mail's.
 */
export const notification = pgTable('notification', {
  id: id(),
  ruleId: uuid().notNull().references(() => notificationRule.id),
  awardId: uuid().notNull().references(() => award.id, { onDelete: 'cascade' }),
  personId: uuid().notNull().references(() => person.id),
  channel: text().$type<Channel>().notNull(),
  expiry: instant(),
  /** The instant at which it fell due. */
  dueAt: instant().notNull(),
  /** The instant from which on it is written: when it fell due, or the morning after where it waits for the day's mail. */
  sendAt: instant().notNull(),
  state: text().$type<'planned' | 'written' | 'skipped'>().notNull().default('planned'),
  reason: text().$type<SkipReason>(),
  plannedAt: instant().notNull(),
  /** When it was written or skipped. */
  settledAt: instant(),
  mailId: uuid(),
  /** As they stand in the inbox. */
  subject: text(),
  body: text(),
  readAt: instant(),
}, (t) => [
  unique('notification_once').on(t.ruleId, t.awardId, t.expiry, t.personId, t.channel).nullsNotDistinct(),
  index('notification_planned').on(t.sendAt, t.ruleId, t.personId, t.id).where(sql`${t.state} = 'planned'`),
  index('notification_person').on(t.personId, t.id),
  index('notification_award').on(t.awardId),
  index('notification_rule_id').on(t.ruleId, t.id),
  index('notification_unread').on(t.personId).where(sql`${t.channel} = 'in_app' and ${t.state} = 'written' and ${t.readAt} is null`),
])

/** Who does not want a rule's mails any more. What they are told in the inbox goes on. */
export const mailOptOut = pgTable('mail_opt_out', {
  personId: uuid().notNull().references(() => person.id, { onDelete: 'cascade' }),
  ruleId: uuid().notNull().references(() => notificationRule.id),
  createdAt: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.personId, t.ruleId] })])

/**
 * Events of awards at which rules have not been asked yet. A trigger adds them in the transaction of the event, while any rule is active: an event that
 * is committed late is found all the same, which a number or an instant to go on from could not promise.
 */
export const awardNews = pgTable('award_news', {
  eventId: bigint({ mode: 'number' }).primaryKey(),
})

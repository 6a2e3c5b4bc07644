import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, json, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { StoppedBy, WebhookEvent, WebhookFault, WebhookState } from '@recert/domain/webhooks'
import { id, instant } from './columns.ts'

/** An address that is told what happens, signed by the standard-webhooks way. Its times are real time. */
export const webhookEndpoint = pgTable('webhook_endpoint', {
  id: id(),
  url: text().notNull(),
  description: text().notNull().default(''),
  events: text().array().$type<WebhookEvent[]>().notNull(),
  /** Sealed with AUTH_SECRET. After a rotation the earlier one signs, too, until its time is over. */
  secretSealed: text().notNull(),
  earlierSecretSealed: text(),
  earlierSecretUntil: instant(),
  active: boolean().notNull().default(true),
  /** The last event that there was when it was activated: it is told of later ones only. */
  toldAfter: bigint({ mode: 'number' }).notNull(),
  /** Since when nothing that was sent there got through. */
  failingSince: instant(),
  /** Why Recert paused it; null where somebody did, or nobody. */
  stoppedBy: text().$type<StoppedBy>(),
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  deletedAt: instant(),
})

/** What one endpoint is told, once for each cause, whatever becomes of it. Times but `happenedAt` are real time. */
export const webhookMessage = pgTable('webhook_message', {
  id: id(),
  endpointId: uuid().notNull().references(() => webhookEndpoint.id),
  event: text().$type<WebhookEvent>().notNull(),
  /** The event of an award, or the import, that caused it. */
  cause: text().notNull(),
  happenedAt: instant().notNull(),
  /** What stands under `data`: written when it is queued, from the event and what it names; in the order in which it was written. */
  data: json().notNull(),
  state: text().$type<WebhookState>().notNull().default('queued'),
  /** Counts every try, and fences what is noted about one. */
  attempts: integer().notNull().default(0),
  /** How many of them there had been when it was replayed: the intervals begin anew. */
  earlierAttempts: integer().notNull().default(0),
  /** When it may be tried next. A worker that has it in hand puts it off, so that it comes back should that worker die. */
  nextTryAt: instant().notNull(),
  createdAt: instant().notNull(),
  settledAt: instant(),
}, (t) => [
  unique('webhook_message_once').on(t.endpointId, t.cause, t.event),
  index('webhook_message_endpoint_next').on(t.endpointId, t.nextTryAt, t.id).where(sql`${t.state} = 'queued'`),
  index('webhook_message_endpoint').on(t.endpointId, t.createdAt, t.id),
  index('webhook_message_failed').on(t.endpointId, t.createdAt, t.id).where(sql`${t.state} = 'failed'`),
  index('webhook_message_created').on(t.createdAt, t.id),
  check('webhook_message_state', sql`${t.state} in ('queued', 'delivered', 'failed')`),
])

/** Each try of a message, and what was answered. */
export const webhookAttempt = pgTable('webhook_attempt', {
  id: id(),
  messageId: uuid().notNull().references(() => webhookMessage.id, { onDelete: 'cascade' }),
  at: instant().notNull(),
  milliseconds: integer().notNull(),
  /** The HTTP status; null where no answer came. */
  status: integer(),
  /** Why it did not get through; null where it did. */
  fault: text().$type<WebhookFault>(),
  /** The beginning of what was answered. */
  answer: text(),
}, (t) => [index('webhook_attempt_message').on(t.messageId, t.id)])

/** Events of awards of which no messages have been made yet. A trigger adds them in the transaction of the event, while any endpoint is active. */
export const webhookNews = pgTable('webhook_news', {
  eventId: bigint({ mode: 'number' }).primaryKey(),
})

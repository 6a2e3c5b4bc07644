import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

export type MailState = 'queued' | 'sent' | 'failed' | 'outbox'

/** Every mail that Recert wrote. Without an SMTP server it stays in the outbox, where it can be read. */
export const mail = pgTable('mail', {
  id: id(),
  /** What it is about, once: the same key is never written a second time. */
  dedupeKey: text().notNull(),
  to: text().notNull(),
  subject: text().notNull(),
  html: text().notNull(),
  text: text().notNull(),
  state: text().$type<MailState>().notNull(),
  attempts: integer().notNull().default(0),
  error: text(),
  createdAt: instant().notNull(),
  sentAt: instant(),
}, (t) => [uniqueIndex('mail_dedupe_unique').on(t.dedupeKey), index('mail_created').on(t.createdAt, t.id)])

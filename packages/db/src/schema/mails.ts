import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { MailState } from '@recert/domain/mails'
import { id, instant } from './columns.ts'

/** Every mail that Recert wrote. Without an SMTP server it stays in the outbox, where it can be read. */
export const mail = pgTable('mail', {
  id: id(),
  /** What it is about, once: the same key is never written a second time. */
  dedupeKey: text().notNull(),
  to: text().notNull(),
  /** Of the address, in lower case: mails to one domain may be paced. */
  domain: text().notNull(),
  subject: text().notNull(),
  html: text().notNull(),
  text: text().notNull(),
  /** Where one reader does not want such mails any more; null for mails that answer what somebody did. */
  unsubscribeUrl: text(),
  /** An iCalendar file that goes along. */
  calendar: text(),
  state: text().$type<MailState>().notNull(),
  attempts: integer().notNull().default(0),
  error: text(),
  createdAt: instant().notNull(),
  sentAt: instant(),
  /** In real time: when it may be tried next. A worker that has it in hand puts it off, so that it comes back should that worker die. */
  nextTryAt: instant().notNull(),
  /** In real time: when it was last tried. */
  triedAt: instant(),
}, (t) => [
  uniqueIndex('mail_dedupe_unique').on(t.dedupeKey),
  index('mail_created').on(t.createdAt, t.id),
  index('mail_state').on(t.state, t.createdAt, t.id),
  index('mail_to').on(t.to, t.createdAt, t.id),
  index('mail_next_try').on(t.nextTryAt, t.id).where(sql`${t.state} = 'queued'`),
  index('mail_domain_next_try').on(t.domain, t.nextTryAt, t.id).where(sql`${t.state} = 'queued'`),
  index('mail_domain_tried').on(t.domain, t.triedAt),
  check('mail_state', sql`${t.state} in ('queued', 'sent', 'failed', 'bounced', 'outbox')`),
])

/** One row: how mails leave. What is secret is sealed with AUTH_SECRET. Without a row, SMTP_URL alone decides. */
export const mailSettings = pgTable('mail_settings', {
  one: boolean().primaryKey().default(true),
  /** smtp:// or smtps:// with user and password, sealed; null: no mail server. */
  serverSealed: text(),
  fromAddress: text(),
  fromName: text(),
  dkimDomain: text(),
  dkimSelector: text(),
  /** The private key as PEM, sealed. */
  dkimKeySealed: text(),
  /** Mails to one domain within a minute; null: as many as go. */
  perDomainPerMinute: integer(),
  updatedAt: instant().notNull(),
}, (t) => [check('mail_settings_one', sql`${t.one}`), check('mail_settings_pace', sql`${t.perDomainPerMinute} > 0`)])

import type { Language } from '@recert/domain/people'
import { eq } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { mail, type MailState } from '../schema/mails.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'

export type MailRow = typeof mail.$inferSelect
export type MailListed = { id: string; to: string; subject: string; state: MailState; createdAt: Date; sentAt: Date | null; error: string | null }

/** Queues a mail; null when one with this key was written before. */
export async function insertMail({ orm }: Tx, values: Omit<typeof mail.$inferInsert, 'id' | 'state'>): Promise<string | null> {
  const [row] = await orm.insert(mail).values({ ...values, state: 'queued' }).onConflictDoNothing({ target: mail.dedupeKey }).returning({ id: mail.id })
  return row?.id ?? null
}

/** The mail, locked until the transaction ends: whoever else wants to send it waits, and then sees that it was sent. */
export async function lockMail({ orm }: Tx, id: string): Promise<MailRow | null> {
  const [row] = await orm.select().from(mail).where(eq(mail.id, id)).for('no key update')
  return row ?? null
}

export async function saveMail({ orm }: Tx, id: string, values: Pick<MailRow, 'state' | 'attempts' | 'error' | 'sentAt'>): Promise<void> {
  await orm.update(mail).set(values).where(eq(mail.id, id))
}

export async function findMail({ orm }: Queryable, id: string): Promise<MailRow | null> {
  const [row] = await orm.select().from(mail).where(eq(mail.id, id))
  return row ?? null
}

/** Every mail, newest first. */
export async function listMails({ sql }: Queryable, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<MailListed>> {
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await sql<MailListed[]>`
    select id, "to", subject, state, created_at as "createdAt", sent_at as "sentAt", error from mail
    ${after ? sql`where (created_at, id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by created_at desc, id desc limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor(row.createdAt.toISOString(), row.id), (row) => row)
}

export type Recipient = { email: string; firstName: string; language: Language; timeZone: string }

/** A person who can be written to: active, with an address. */
export async function findRecipient({ sql }: Queryable, personId: string): Promise<Recipient | null> {
  const [row] = await sql<Recipient[]>`
    select email, first_name as "firstName", language, time_zone as "timeZone" from person where id = ${personId} and active and email is not null`
  return row ?? null
}

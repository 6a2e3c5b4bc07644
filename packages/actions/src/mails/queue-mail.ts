import type { Tx } from '@recert/db/client'
import { insertMail } from '@recert/db/queries/mails'
import type { PgBoss } from 'pg-boss'
import { start } from '../start.ts'

export type MailToQueue = { dedupeKey: string; to: string; subject: string; html: string; text: string; createdAt: Date }

/** Writes a mail and starts its sending; one with the same key was written before and is not written again. */
export async function queueMail(tx: Tx, boss: PgBoss, mail: MailToQueue): Promise<void> {
  const mailId = await insertMail(tx, mail)
  if (mailId) await start(tx, boss, 'sendMail', { subjectId: mailId, createdBy: null })
}

import { transaction } from '@recert/db/client'
import { endJob } from '@recert/db/queries/jobs'
import { lockMail, saveMail } from '@recert/db/queries/mails'
import { deliver } from '@recert/mail/transport'
import type { Deps } from '../deps.ts'
import type { MailRef } from '../steps.ts'

/**
 * Sends a mail once, holding its row so that nobody else sends it meanwhile. Without an SMTP server it goes to the outbox.
 * A permanent refusal ends it; anything else is thrown, for the engine to try again later.
 */
export async function sendMail(deps: Deps, { jobId, mailId }: MailRef): Promise<void> {
  const temporary = await transaction(deps.db, async (tx) => {
    const mail = await lockMail(tx, mailId)
    if (!mail || mail.state !== 'queued') {
      await endJob(tx, jobId, 'finished')
      return null
    }
    if (!deps.smtpUrl) {
      await saveMail(tx, mailId, { state: 'outbox', attempts: mail.attempts, error: null, sentAt: null })
      await endJob(tx, jobId, 'finished')
      return null
    }
    // A mail server takes its time, and the row is held meanwhile.
    await tx.sql`select set_config('idle_in_transaction_session_timeout', '120s', true)`
    const attempts = mail.attempts + 1
    const delivery = await deliver(deps.smtpUrl, mail)
    if (delivery.kind === 'temporary') {
      await saveMail(tx, mailId, { state: 'queued', attempts, error: delivery.reason, sentAt: null })
      return delivery.reason
    }
    const sent = delivery.kind === 'accepted'
    await saveMail(tx, mailId, { state: sent ? 'sent' : 'failed', attempts, error: sent ? null : delivery.reason, sentAt: sent ? await deps.clock.now(tx) : null })
    await endJob(tx, jobId, sent ? 'finished' : 'failed', sent ? null : { code: 'MAIL_REFUSED', values: {} })
    return null
  })
  if (temporary !== null) throw new Error(`the mail server did not take the mail: ${temporary}`)
}

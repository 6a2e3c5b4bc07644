import type { Tx } from '@recert/db/client'
import { noteBounce } from '@recert/db/queries/mails'
import { DomainError } from '@recert/domain/errors'
import { mailIdIn } from '@recert/mail/transport'

/** Notes that a mail came back after the mail server had taken it, as the notice's Message-ID says. Throws NOT_FOUND when we sent none such. */
export async function bounceMail(tx: Tx, { messageId, reason }: { messageId: string; reason: string }): Promise<void> {
  const id = mailIdIn(messageId)
  if (id === null || !(await noteBounce(tx, id, reason))) throw new DomainError('NOT_FOUND')
}

import type { Queryable } from '@recert/db/client'
import { deleteOptOut, findMailsOf, insertOptOut, type MailsOf, type MailsOfNamed } from '@recert/db/queries/mail-opt-outs'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { readToken, signToken } from '../signed-token.ts'

const PURPOSE = 'unsubscribe'

/** R10.5: where one reader stops one rule's mails, for the mail and its header. It lets nobody in, and stops nothing before a button is pressed. */
export const unsubscribeUrl = (secret: string, publicUrl: string, personId: string, ruleId: string): string => `${publicUrl}/unsubscribe/${signToken(secret, PURPOSE, `${personId} ${ruleId}`)}`

/** What a link speaks of; null when it was altered, or when person or rule are gone. Changes nothing. */
export async function openUnsubscribeLink(q: Queryable, secret: string, token: string): Promise<MailsOfNamed | null> {
  const mails = mailsOf(secret, token)
  return mails && findMailsOf(q, mails)
}

/** Stops the mails that a link speaks of, or lets them come again; the same again changes nothing. Throws UNSUBSCRIBE_LINK_ALTERED. */
export async function saveOptOutByLink(ctx: Pick<Ctx, 'tx' | 'now'>, secret: string, token: string, optedOut: boolean): Promise<void> {
  const mails = mailsOf(secret, token)
  if (!mails || !(await findMailsOf(ctx.tx, mails))) throw new DomainError('UNSUBSCRIBE_LINK_ALTERED')
  await save(ctx, mails, optedOut)
}

/** The same for whoever is signed in. Throws NOTIFICATION_RULE_NOT_FOUND. */
export async function saveOptOut(ctx: Pick<Ctx, 'tx' | 'now'>, mails: MailsOf, optedOut: boolean): Promise<void> {
  if (!(await findMailsOf(ctx.tx, mails))) throw new DomainError('NOTIFICATION_RULE_NOT_FOUND')
  await save(ctx, mails, optedOut)
}

const save = ({ tx, now }: Pick<Ctx, 'tx' | 'now'>, mails: MailsOf, optedOut: boolean): Promise<void> => (optedOut ? insertOptOut(tx, mails, now) : deleteOptOut(tx, mails))

function mailsOf(secret: string, token: string): MailsOf | null {
  const [personId = '', ruleId = ''] = readToken(secret, PURPOSE, token)?.split(' ') ?? []
  return personId && ruleId ? { personId, ruleId } : null
}

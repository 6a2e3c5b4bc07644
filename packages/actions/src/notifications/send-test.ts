import { randomUUID } from 'node:crypto'
import { findRecipient, insertMails } from '@recert/db/queries/mails'
import { DomainError } from '@recert/domain/errors'
import type { Language } from '@recert/domain/people'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { type Tried, writeSample } from './preview-rule.ts'

/** Stands before the subject, so that nobody takes it for a mail about themselves. */
const TEST: Record<Language, string> = { en: '[Test]', it: '[Prova]' }

/**
 * R10.1: sends what a preview shows to whoever asks for it, and to nobody else; each time a mail of its own. Returns where it went.
 * Throws TEST_MAIL_TO_NOBODY for a program's key, TEST_MAIL_NO_ADDRESS, and what previewRule throws.
 */
export async function sendTest(ctx: Ctx, deps: Deps, tried: Tried): Promise<{ to: string }> {
  const { tx, now, actor } = ctx
  if (actor.kind !== 'person') throw new DomainError('TEST_MAIL_TO_NOBODY')
  const reader = await findRecipient(tx, actor.id)
  if (!reader) throw new DomainError('TEST_MAIL_NO_ADDRESS')
  const { mail } = await writeSample(ctx, deps, tried)
  await insertMails(tx, [{ ...mail, dedupeKey: `notification_test:${randomUUID()}`, to: reader.email, subject: `${TEST[reader.language]} ${mail.subject}`, createdAt: now }])
  return { to: reader.email }
}

import { findSample } from '@recert/db/queries/notification-write'
import { DomainError } from '@recert/domain/errors'
import { checkTexts, type NotificationTexts, textFor } from '@recert/domain/notifications'
import type { Language } from '@recert/domain/people'
import { compileText, notificationMail, notificationWords } from '@recert/mail/write-notification'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { renewLink } from '../renewals/renew-link.ts'

/** Texts to try, on whom, and in which language; on anybody, and in theirs, where nothing is said. */
export type Tried = { texts: NotificationTexts; username?: string | undefined; language?: Language | undefined }
export type Preview = { subject: string; body: string; html: string; username: string; certificationName: string }

/**
 * R10.1: what texts would say to somebody about an award that they hold, in their language or another. Nothing is sent.
 * Throws what writeSample throws.
 */
export async function previewRule(ctx: Ctx, deps: Deps, tried: Tried): Promise<Preview> {
  const { words, mail, sample } = await writeSample(ctx, deps, tried)
  return { ...words, html: mail.html, username: sample.username, certificationName: sample.certificationTitle }
}

/** The words, and the mail around them. Throws RULE_TEXT_REQUIRED, what compileTemplate throws, and AWARD_NOT_FOUND when there is nobody, or they hold nothing. */
export async function writeSample({ tx, now }: Ctx, deps: Deps, { texts, username, language }: Tried) {
  const checked = checkTexts(texts)
  const sample = await findSample(tx, username, now)
  if (!sample) throw new DomainError('AWARD_NOT_FOUND')
  const facts = { ...sample, language: language ?? sample.language, now, renewLink: renewLink(deps.secret, deps.publicUrl, sample.awardId), platformUrl: deps.publicUrl }
  const words = notificationWords(compileText(textFor(checked, facts.language)), facts)
  return { sample, words, mail: notificationMail(words, { ...facts, unsubscribeUrl: null, copyOf: null }) }
}

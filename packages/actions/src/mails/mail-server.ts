import { findMailSettings, type MailSettingsRow } from '@recert/db/queries/mail-settings'
import type { Queryable } from '@recert/db/client'
import { DomainError } from '@recert/domain/errors'
import { type MailServer, senderOf } from '@recert/mail/transport'
import type { Deps } from '../deps.ts'
import { unseal } from '../sealed.ts'

/** What the secrets of the mail settings are sealed for. */
export const MAIL_SECRETS = 'mail-settings'

export type Outlet = { server: MailServer | null; perMinute: number | null }

/** Where mails go now: what was saved counts before SMTP_URL; null is the outbox. Throws MAIL_SETTINGS_UNREADABLE. */
export async function findOutlet(q: Queryable, deps: Pick<Deps, 'secret' | 'smtpUrl'>): Promise<Outlet> {
  const row = await findMailSettings(q)
  return { server: mailServerOf(row, deps), perMinute: row.perDomainPerMinute }
}

/** The mail server of these settings; null when there is none. Throws MAIL_SETTINGS_UNREADABLE. */
export function mailServerOf(row: MailSettingsRow, { secret, smtpUrl }: Pick<Deps, 'secret' | 'smtpUrl'>): MailServer | null {
  const url = row.serverSealed === null ? smtpUrl : opened(secret, row.serverSealed)
  if (!url) return null
  const privateKey = row.dkimKeySealed === null ? null : opened(secret, row.dkimKeySealed)
  return {
    url, from: { name: row.fromName ?? '', address: row.fromAddress ?? senderOf(url) },
    dkim: row.dkimDomain && row.dkimSelector && privateKey ? { domainName: row.dkimDomain, keySelector: row.dkimSelector, privateKey } : null,
  }
}

function opened(secret: string, sealed: string): string {
  const text = unseal(secret, MAIL_SECRETS, sealed)
  if (text === null) throw new DomainError('MAIL_SETTINGS_UNREADABLE')
  return text
}

/** Whether what was saved was sealed with the AUTH_SECRET of now: after a restore without it, it was not. */
export const isReadable = ({ serverSealed, dkimKeySealed }: MailSettingsRow, secret: string): boolean =>
  [serverSealed, dkimKeySealed].every((sealed) => sealed === null || unseal(secret, MAIL_SECRETS, sealed) !== null)

import { createPrivateKey, randomUUID } from 'node:crypto'
import { findMailSettings, type MailSettingsRow, saveMailSettings } from '@recert/db/queries/mail-settings'
import type { Queryable } from '@recert/db/client'
import { DomainError } from '@recert/domain/errors'
import { MAIL_PORTS, type MailSecurity } from '@recert/domain/mail-settings'
import { checkEmail } from '@recert/domain/people'
import { type MailServer, openTransport } from '@recert/mail/transport'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { seal, unseal } from '../sealed.ts'
import { isReadable, MAIL_SECRETS, mailServerOf } from './mail-server.ts'

export const MAIL_SOURCES = ['saved', 'environment', 'none', 'unreadable'] as const
export type MailSource = (typeof MAIL_SOURCES)[number]

/** Where mails go, as a form shows it. The password and the private key never come back; `has…` says that there is one. */
export type MailSettingsView = {
  /**
   * `environment`: SMTP_URL, which counts while nothing is saved here. `none`: mails stay in the outbox. `unreadable`: what was saved was sealed with
   * another AUTH_SECRET; mails wait.
   */
  source: MailSource
  /** Whether there is an SMTP_URL to go back to. */
  hasSmtpUrl: boolean
  server: { host: string; port: number; security: MailSecurity; user: string | null; hasPassword: boolean } | null
  fromAddress: string | null
  fromName: string | null
  /** Who mails are from, as it is now; null without a mail server. */
  from: string | null
  dkim: { domain: string; selector: string } | null
  perDomainPerMinute: number | null
}

/** What is left out stays as it is. `server: null`: none of its own, so that SMTP_URL counts. A password that is left out stays, while host and user do. */
export type MailSettingsChanges = {
  server?: { host: string; port: number; security: MailSecurity; user?: string | null | undefined; password?: string | undefined } | null | undefined
  fromAddress?: string | null | undefined
  fromName?: string | null | undefined
  dkim?: { domain: string; selector: string; privateKey?: string | undefined } | null | undefined
  perDomainPerMinute?: number | null | undefined
}

type Secrets = Pick<Deps, 'secret' | 'smtpUrl'>

export async function getMailSettings(q: Queryable, deps: Secrets): Promise<MailSettingsView> {
  const row = await findMailSettings(q)
  const readable = isReadable(row, deps.secret)
  const server = readable ? mailServerOf(row, deps) : null
  return {
    source: !readable ? 'unreadable' : row.serverSealed !== null ? 'saved' : server ? 'environment' : 'none', hasSmtpUrl: Boolean(deps.smtpUrl),
    server: server && shownServer(server.url), fromAddress: row.fromAddress, fromName: row.fromName, from: server?.from.address ?? null,
    dkim: row.dkimDomain && row.dkimSelector ? { domain: row.dkimDomain, selector: row.dkimSelector } : null, perDomainPerMinute: row.perDomainPerMinute,
  }
}

/** Throws DKIM_KEY_INVALID, DKIM_KEY_REQUIRED, EMAIL_INVALID. */
export async function updateMailSettings({ tx, now }: Ctx, deps: Secrets, changes: MailSettingsChanges): Promise<MailSettingsView> {
  await saveMailSettings(tx, changed(await findMailSettings(tx), deps, changes), now)
  return getMailSettings(tx, deps)
}

/** `reason`: what the server, or the way to it, said. */
export type MailTest = { ok: boolean; reason: string | null }

/**
 * Connects and signs in with settings that need not be saved, and sends a mail to `to` if one is named. Nothing is kept.
 * Throws MAIL_SERVER_MISSING, MAIL_SETTINGS_UNREADABLE, and what updateMailSettings throws.
 */
export async function testMailSettings(q: Queryable, deps: Secrets, { to, ...changes }: MailSettingsChanges & { to?: string | undefined }): Promise<MailTest> {
  const row = await findMailSettings(q)
  const recipient = checkEmail(to) ?? undefined
  const server = mailServerOf({ ...row, ...changed(row, deps, changes) }, deps)
  if (!server) throw new DomainError('MAIL_SERVER_MISSING')
  return tried(server, recipient)
}

async function tried(server: MailServer, to: string | undefined): Promise<MailTest> {
  const transport = openTransport(server)
  try {
    const answer = await transport.check()
    const last = answer.kind !== 'accepted' || to === undefined ? answer : await transport.send({
      id: randomUUID(), to, subject: 'Recert', text: 'Recert reaches this address. ✓\n', html: '<p>Recert reaches this address. ✓</p>', unsubscribeUrl: null, calendar: null,
    })
    return last.kind === 'accepted' ? { ok: true, reason: null } : { ok: false, reason: last.reason }
  } finally {
    transport.close()
  }
}

/** What of the row changes. */
function changed(row: MailSettingsRow, deps: Secrets, { server, fromAddress, fromName, dkim, perDomainPerMinute }: MailSettingsChanges): Partial<MailSettingsRow> {
  return {
    ...(server === undefined ? {} : { serverSealed: server && seal(deps.secret, MAIL_SECRETS, urlOf(server, row, deps)) }),
    ...(fromAddress === undefined ? {} : { fromAddress: checkEmail(fromAddress) }), ...(fromName === undefined ? {} : { fromName }), ...(perDomainPerMinute === undefined ? {} : { perDomainPerMinute }),
    ...(dkim === undefined ? {} : { dkimDomain: dkim?.domain ?? null, dkimSelector: dkim?.selector ?? null, dkimKeySealed: dkim && keyOf(dkim.privateKey, row, deps) }),
  }
}

function keyOf(privateKey: string | undefined, row: MailSettingsRow, { secret }: Secrets): string {
  if (privateKey === undefined) {
    if (row.dkimKeySealed === null || unseal(secret, MAIL_SECRETS, row.dkimKeySealed) === null) throw new DomainError('DKIM_KEY_REQUIRED')
    return row.dkimKeySealed
  }
  if (!isRsaKey(privateKey)) throw new DomainError('DKIM_KEY_INVALID')
  return seal(secret, MAIL_SECRETS, privateKey)
}

/** Signatures are made with RSA, which every receiver can check. */
function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

/** A password goes only where it was given for: another host or user does not get it. */
function urlOf({ host, port, security, user, password }: NonNullable<MailSettingsChanges['server']>, row: MailSettingsRow, deps: Secrets): string {
  const url = new URL(`${security === 'tls' ? 'smtps' : 'smtp'}://${host.includes(':') ? `[${host}]` : host}:${port}/`)
  if (security === 'starttls') url.searchParams.set('requireTLS', 'true')
  if (user) url.username = encodeURIComponent(user)
  const saved = row.serverSealed === null ? null : unseal(deps.secret, MAIL_SECRETS, row.serverSealed)
  const before = saved === null ? null : new URL(saved)
  const kept = before?.hostname === url.hostname && before.username === url.username ? before.password : ''
  url.password = password === undefined ? kept : encodeURIComponent(password)
  return url.href
}

function shownServer(text: string): NonNullable<MailSettingsView['server']> {
  const url = new URL(text)
  const tls = url.protocol === 'smtps:'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || (tls ? MAIL_PORTS.tls : MAIL_PORTS.starttls)), security: tls ? 'tls' : url.searchParams.get('requireTLS') === 'true' ? 'starttls' : 'optional',
    user: url.username === '' ? null : decodeURIComponent(url.username), hasPassword: url.password !== '',
  }
}

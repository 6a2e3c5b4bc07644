import { createTransport } from 'nodemailer'

/** Where mails go. `url`: smtp:// or smtps:// with user and password; TLS is used as soon as the server offers it, and demanded by ?requireTLS=true. */
export type MailServer = { url: string; from: { name: string; address: string }; dkim: { domainName: string; keySelector: string; privateKey: string } | null }

/** What is sent. The id makes the Message-ID, so that a mail that is sent twice after a crash is one mail to whoever receives it. */
export type Outgoing = { id: string; to: string; subject: string; html: string; text: string; unsubscribeUrl: string | null; calendar: string | null }

/**
 * `refused`: the server will never take it. `temporary`: it may, later. `broken`: no answer, or none that is about this mail: the connection, the sign-in
 * or TLS failed. `reason` is the server's, or says what went wrong on the way.
 */
export type Delivery = { kind: 'accepted' } | { kind: 'refused' | 'temporary' | 'broken'; reason: string }

/** `check`: connects and signs in, and sends nothing. */
export type Transport = { send(mail: Outgoing): Promise<Delivery>; check(): Promise<Delivery>; close(): void }

/** Mails on their way at once, each on a connection of its own that is kept for the next. Few servers let one sender have more. */
export const CONNECTIONS = 5

/** No server that is well lets anybody wait longer for an answer. */
const TIMEOUT = 20_000

/** Connections to a mail server, opened when they are needed. */
export function openTransport({ url, from, dkim }: MailServer): Transport {
  const pool = createTransport({
    url, pool: true, maxConnections: CONNECTIONS, maxRequeues: 1, connectionTimeout: TIMEOUT, greetingTimeout: TIMEOUT, socketTimeout: TIMEOUT,
    ...(dkim ? { dkim } : {}),
  })
  // What breaks while nothing is sent is of no interest: the next mail opens a new connection.
  pool.on('error', () => {})
  const settled = (done: Promise<unknown>): Promise<Delivery> => done.then(() => ({ kind: 'accepted' as const }), failureOf)
  return {
    check: () => settled(pool.verify()),
    close: () => { pool.close() },
    send: ({ id, to, subject, html, text, unsubscribeUrl, calendar }) => settled(pool.sendMail({
      from, to: { name: '', address: to }, subject, html, text, messageId: messageIdOf(id, from.address),
      headers: { 'Auto-Submitted': 'auto-generated', ...(unsubscribeUrl ? { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}) },
      attachments: calendar ? [{ filename: 'recert.ics', content: calendar, contentType: 'text/calendar; charset=utf-8; method=PUBLISH' }] : [],
      // A stored text must never make this process read a file or fetch an address.
      disableFileAccess: true, disableUrlAccess: true,
    })),
  }
}

const messageIdOf = (id: string, from: string): string => `<${id}@${from.split('@')[1] ?? 'recert.invalid'}>`

/** The id of a mail of ours in a Message-ID, or given bare; null when it is none of ours. */
export const mailIdIn = (messageId: string): string | null => /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:@[^>]*)?>?$/i.exec(messageId.trim())?.[1]?.toLowerCase() ?? null

/** Who the mails of an address are from: what its ?from= says, else its user, else an address at its host. */
export function senderOf(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  const user = decodeURIComponent(url.username)
  return url.searchParams.get('from') ?? (user.includes('@') ? user : `recert@${url.hostname}`)
}

/** What nodemailer calls failures that say nothing about the mail itself. */
const BROKEN = ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'EREQUIRETLS', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'EPROXY', 'EPROTOCOL']

const REASON_MOST = 2000

/** Servers say what they like: a text that no database keeps, or no end of it, would keep what became of other mails from being noted. */
const readable = (said: string): string => said.replace(/\p{Cc}+/gu, ' ').trim().slice(0, REASON_MOST).toWellFormed()

function failureOf(error: unknown): Delivery {
  if (!(error instanceof Error)) return { kind: 'temporary', reason: readable(String(error)) }
  const status = 'responseCode' in error ? Number(error.responseCode) : 0
  const code = 'code' in error ? String(error.code) : ''
  const reason = readable(error.message)
  // An address that cannot be one is not worth a second try.
  if (code === 'EENVELOPE' && status === 0) return { kind: 'refused', reason }
  // A wrong password (535) is mended by whoever runs Recert, not by the recipient: the mail waits for that.
  if (BROKEN.includes(code) || status === 421 || status === 530 || status === 535) return { kind: 'broken', reason }
  return { kind: 'permanent' in error && error.permanent === true ? 'refused' : 'temporary', reason }
}

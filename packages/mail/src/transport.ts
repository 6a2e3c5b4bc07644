import { createTransport } from 'nodemailer'

/** What is sent. The id makes the Message-ID, so that a mail that is sent twice after a crash is one mail to whoever receives it. */
export type Outgoing = { id: string; to: string; subject: string; html: string; text: string }

/** `refused`: the server will never take it. `temporary`: it may, later. `reason` is the server's, or says what went wrong on the way. */
export type Delivery = { kind: 'accepted' } | { kind: 'refused' | 'temporary'; reason: string }

const TIMEOUT = 20_000

/** Hands one mail to the SMTP server. `from` and other settings may be given in the url: smtp://user:pass@host:587/?from=recert@example.org */
export async function deliver(smtpUrl: string, mail: Outgoing): Promise<Delivery> {
  const from = senderOf(smtpUrl)
  const transport = createTransport({ url: smtpUrl, connectionTimeout: TIMEOUT, greetingTimeout: TIMEOUT, socketTimeout: TIMEOUT })
  try {
    await transport.sendMail({
      from, to: { name: '', address: mail.to }, subject: mail.subject, html: mail.html, text: mail.text, messageId: `<${mail.id}@${from.split('@')[1] ?? 'recert.invalid'}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      // A stored text must never make this process read a file or fetch an address.
      disableFileAccess: true, disableUrlAccess: true,
    })
    return { kind: 'accepted' }
  } catch (error) {
    return failureOf(error)
  } finally {
    transport.close()
  }
}

function senderOf(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  const user = decodeURIComponent(url.username)
  return url.searchParams.get('from') ?? (user.includes('@') ? user : `recert@${url.hostname}`)
}

function failureOf(error: unknown): Delivery {
  if (!(error instanceof Error)) return { kind: 'temporary', reason: String(error) }
  const status = 'responseCode' in error ? Number(error.responseCode) : 0
  // An address that cannot be one is not worth a second try either.
  const malformed = 'code' in error && error.code === 'EENVELOPE' && status === 0
  // A wrong password (535) is mended by whoever runs Recert, not by the recipient: the mail waits for that.
  const refused = (status >= 500 && status < 600 && status !== 535 && status !== 530) || malformed
  return { kind: refused ? 'refused' : 'temporary', reason: error.message }
}

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import { deliver } from './transport.ts'

const MAIL = { id: '0198c0de-0000-7000-8000-000000000001', to: 'anna@example.org', subject: 'Grüße: fertig', html: '<p>ciao</p>', text: 'ciao' }

let server: SMTPServer | undefined
afterEach(async () => {
  await new Promise<void>((closed) => (server ? server.close(closed) : closed()))
  server = undefined
})

async function listen(options: SMTPServerOptions): Promise<{ url: string; received: string[] }> {
  const received: string[] = []
  server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onData: (stream, _, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        received.push(Buffer.concat(chunks).toString())
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return { url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, received }
}

const refusing = (responseCode: number): SMTPServerOptions => ({ onRcptTo: (_, __, done) => done(Object.assign(new Error(`no (${responseCode})`), { responseCode })) })

test('P10 a mail arrives as it was written, with a Message-ID that a second sending repeats', async () => {
  const { url, received } = await listen({})
  expect(await deliver(`${url}/?from=recert%40example.org`, MAIL)).toEqual({ kind: 'accepted' })
  await deliver(`${url}/?from=recert%40example.org`, MAIL)
  const [first, second] = await Promise.all(received.map((raw) => simpleParser(raw)))
  expect(first).toMatchObject({ subject: MAIL.subject, text: 'ciao', messageId: `<${MAIL.id}@example.org>` })
  expect(first?.from?.text).toBe('recert@example.org')
  expect(first?.html).toContain('<p>ciao</p>')
  expect(second?.messageId).toBe(first?.messageId)
})

test('P10 a permanent refusal ends it, a temporary one does not', async () => {
  const permanent = await listen(refusing(550))
  expect(await deliver(permanent.url, MAIL)).toMatchObject({ kind: 'refused' })
  await new Promise<void>((closed) => server?.close(closed))
  const temporary = await listen(refusing(451))
  expect(await deliver(temporary.url, MAIL)).toMatchObject({ kind: 'temporary' })
})

test('P10 nobody there, or a wrong password, is temporary', async () => {
  expect(await deliver('smtp://127.0.0.1:1', MAIL)).toMatchObject({ kind: 'temporary' })
  const { url } = await listen({ authOptional: false, onAuth: (_, __, done) => done(new Error('wrong')) })
  expect(await deliver(url.replace('//', '//user:wrong@'), MAIL)).toMatchObject({ kind: 'temporary' })
})

test('an address cannot carry a header or a second recipient', async () => {
  const recipients: string[] = []
  const { url, received } = await listen({ onRcptTo: ({ address }, _, done) => {
    recipients.push(address)
    done()
  } })
  for (const to of ['anna@example.org\r\nBcc: evil@example.org', 'anna@example.org, evil@example.org', 'evil@example.org <anna@example.org>']) await deliver(url, { ...MAIL, to })
  expect(recipients).not.toContain('evil@example.org')
  for (const raw of received) expect(raw).not.toMatch(/^Bcc:/im)
})

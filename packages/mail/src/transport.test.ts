import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import { type Delivery, mailIdIn, type MailServer, openTransport, type Outgoing, senderOf } from './transport.ts'

const MAIL = { id: '0198c0de-0000-7000-8000-000000000001', to: 'anna@example.org', subject: 'Grüße: fertig', html: '<p>ciao</p>', text: 'ciao', unsubscribeUrl: null, calendar: null }

async function deliver(url: string, mail: Outgoing, more: Partial<MailServer> = {}): Promise<Delivery> {
  const transport = openTransport({ url, from: { name: '', address: senderOf(url) }, dkim: null, ...more })
  try {
    return await transport.send(mail)
  } finally {
    transport.close()
  }
}

let server: SMTPServer | undefined
afterEach(async () => {
  await new Promise<void>((closed) => (server ? server.close(closed) : closed()))
  server = undefined
})

async function listen(options: SMTPServerOptions): Promise<{ url: string; received: string[] }> {
  const received: string[] = []
  server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], closeTimeout: 100,
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

test('P10 what a server says is a text that can be kept, however it says it', async () => {
  const rude = createServer((socket) => {
    socket.write('220 rude\r\n')
    socket.on('data', (said) => socket.write(/^RCPT/i.test(String(said)) ? `550-n\0\x1b[1mo\r\n550 ${'x'.repeat(9_000)}🦊\r\n` : '250 ok\r\n'))
  }).listen(0, '127.0.0.1')
  await once(rude, 'listening')
  const said = await deliver(`smtp://127.0.0.1:${(rude.address() as AddressInfo).port}`, MAIL)
  rude.close()
  expect(said).toEqual({ kind: 'refused', reason: expect.stringMatching(/550/) })
  expect(said).toEqual({ kind: 'refused', reason: expect.stringMatching(/^\P{Cc}{20,2000}$/u) })
})

test('P10 a permanent refusal ends it, a temporary one does not', async () => {
  const permanent = await listen(refusing(550))
  expect(await deliver(permanent.url, MAIL)).toMatchObject({ kind: 'refused' })
  await new Promise<void>((closed) => server?.close(closed))
  const temporary = await listen(refusing(451))
  expect(await deliver(temporary.url, MAIL)).toMatchObject({ kind: 'temporary' })
})

test('P10 nobody there, a wrong password, or a connection that breaks in the middle says nothing about the mail', async () => {
  expect(await deliver('smtp://127.0.0.1:1', MAIL)).toMatchObject({ kind: 'broken' })
  const guarded = await listen({ authOptional: false, onAuth: (_, __, done) => done(new Error('wrong')) })
  const transport = openTransport({ url: guarded.url.replace('//', '//user:wrong@'), from: { name: '', address: 'a@example.org' }, dkim: null })
  expect(await transport.check()).toMatchObject({ kind: 'broken' })
  expect(await transport.send(MAIL)).toMatchObject({ kind: 'broken' })
  transport.close()
  await new Promise<void>((closed) => server?.close(closed))
  const cutting = await listen({ onRcptTo: (_, session) => { for (const each of (server as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> }).connections) if (each.id === session.id) each._socket.destroy() } })
  expect(await deliver(cutting.url, MAIL)).toMatchObject({ kind: 'broken' })
})

test('R10.4 connections are kept for the next mail, and made anew when the server has closed them', async () => {
  let connections = 0
  const { url, received } = await listen({ onConnect: (_, done) => {
    connections++
    done()
  } })
  const transport = openTransport({ url, from: { name: '', address: 'a@example.org' }, dkim: null })
  expect(await transport.check()).toEqual({ kind: 'accepted' })
  for (let n = 0; n < 20; n++) expect(await transport.send(MAIL)).toEqual({ kind: 'accepted' })
  expect(received).toHaveLength(20)
  expect(connections).toBe(2)
  for (const each of (server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections) each._socket.destroy()
  expect(await transport.send(MAIL)).toEqual({ kind: 'accepted' })
  transport.close()
})

test('R10.4 sender’s name, DKIM signature, one-click unsubscribing and an entry for the calendar go along', async () => {
  const { url, received } = await listen({})
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })
  const stop = 'https://recert.example/unsubscribe/abc.def'
  await deliver(url, { ...MAIL, unsubscribeUrl: stop, calendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' }, { from: { name: 'Ärzte, "Nord"', address: 'recert@example.org' }, dkim: { domainName: 'example.org', keySelector: 'k1', privateKey } })
  expect(received[0]).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;.*d=example\.org;[^]*?s=k1;/m)
  const mail = await simpleParser(received[0] ?? '')
  expect(mail.from?.value).toEqual([{ name: 'Ärzte, "Nord"', address: 'recert@example.org' }])
  expect(mail.headerLines.filter(({ key }) => key.startsWith('list-unsubscribe')).map(({ line }) => line.replace(/\s+/g, ' '))).toEqual([`List-Unsubscribe: <${stop}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'])
  expect(mail.attachments.map(({ contentType, filename, content }) => [contentType, filename, content.toString()])).toEqual([['text/calendar', 'recert.ics', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n']])
})

test('R10.4 names and words of every script arrive as they were written', async () => {
  const { url, received } = await listen({})
  const subject = '\u2068محمد الفارسي\u2069: 消防安全 — Ćwiczenie 🔥'
  await deliver(url, { ...MAIL, subject, text: 'שלום, 消防安全\n.\nĆ', html: '<p dir="auto">שלום</p>' }, { from: { name: '病院', address: 'recert@example.org' } })
  const mail = await simpleParser(received[0] ?? '')
  expect(mail).toMatchObject({ subject, text: 'שלום, 消防安全\n.\nĆ' })
  expect(mail.from?.value[0]?.name).toBe('病院')
  expect(mail.html).toContain('שלום')
})

test('R10.4 over TLS, a certificate that nobody vouches for is refused, unless that is allowed', async () => {
  const { url } = await listen({ secure: true })
  const secure = url.replace('smtp:', 'smtps:')
  expect(await deliver(secure, MAIL)).toMatchObject({ kind: 'broken', reason: expect.stringContaining('certificate') })
  expect(await deliver(`${secure}/?tls.rejectUnauthorized=false&from=a%40example.org`, MAIL)).toEqual({ kind: 'accepted' })
})

test.each([
  ['<0198c0de-0000-7000-8000-000000000001@example.org>', '0198c0de-0000-7000-8000-000000000001'], [' 0198C0DE-0000-7000-8000-000000000001 ', '0198c0de-0000-7000-8000-000000000001'],
  ['<abc@example.org>', null], ['<0198c0de-0000-7000-8000-000000000001@a> <b@c>', null],
])('R10.4 whose Message-ID %s is', (messageId, id) => { expect(mailIdIn(messageId)).toBe(id) })

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

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

/** What a recipient's name begins with says how the server behaves towards its mails. */
export type Behaviour = 'fine' | 'slow' | 'temporary' | 'permanent' | 'cut' | 'last'

export type MailServer = {
  url: string
  /** The Message-IDs that were accepted, by recipient: those for which 250 was said. */
  accepted: Map<string, string[]>
  tries: Map<string, number>
  /** What was accepted, as it came. */
  received: string[]
  /** Told in the instant in which a mail to somebody `last…` has been accepted. */
  onLast: { call: () => void }
  stop(): Promise<void>
}

const SLOW = 2_500

/** An SMTP server that is as bad as its recipients' names say. `port`: one that was down and comes back. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const accepted = new Map<string, string[]>()
  const tries = new Map<string, number>()
  const received: string[] = []
  const onLast = { call: () => {} }
  const refusal = (responseCode: number): Error => Object.assign(new Error(`no (${responseCode})`), { responseCode })
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], closeTimeout: 100,
    onRcptTo: ({ address }, _, done) => {
      tries.set(address, (tries.get(address) ?? 0) + 1)
      if (address.startsWith('permanent')) return done(refusal(550))
      if (address.startsWith('temporary') && (tries.get(address) ?? 0) < 3) return done(refusal(451))
      done()
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => void (async () => {
        const [to = ''] = session.envelope.rcptTo.map(({ address }) => address)
        if (to.startsWith('slow')) await sleep(SLOW)
        // All of it is here, and nobody is told: to the sender it may have arrived or not.
        if (to.startsWith('cut') && (tries.get(to) ?? 0) < 2) {
          const { connections } = server as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> }
          for (const each of connections) if (each.id === session.id) each._socket.destroy()
          return
        }
        const raw = Buffer.concat(chunks).toString()
        const messageId = /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim() ?? ''
        received.push(raw)
        accepted.set(to, [...(accepted.get(to) ?? []), messageId])
        done()
        if (to.startsWith('last')) onLast.call()
      })())
    },
  })
  server.on('error', () => {})
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}/?from=recert%40example.org`,
    accepted, tries, received, onLast,
    stop: () => new Promise<void>((closed) => { server.close(() => closed()) }),
  }
}

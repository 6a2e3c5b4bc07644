import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from '@recert/db/client'
import { freePort } from '@recert/db/embedded'
import { insertMails } from '@recert/db/queries/mails'
import { type Behaviour, type MailServer, startMailServer } from '@recert/mail/testing-server'
import { must, type Promised, same } from './promise.ts'
import { since, until } from './wait.ts'
import type { World } from './world.ts'

const KINDS: Behaviour[] = ['fine', 'slow', 'temporary', 'permanent', 'cut']
const DOWN = 4_000

export const mail: Promised = {
  id: 'P10',
  says: 'a mail server that is down, slow, refuses for now or for good, or hangs up after DATA: each mail accepted once; a second copy only when killed in between, with the same Message-ID',
  rounds: { full: 10, smoke: 1 },
  unit: 'bad days',
  async play(context, rounds, random) {
    const world = await context.world()
    const port = await freePort()
    let worker = world.startWorker({ SMTP_URL: `smtp://127.0.0.1:${port}/?from=recert%40example.org` })
    const each = context.smoke ? 2 : 6
    const seen = { mails: 0, copies: 0, worst: 0 }
    for (let round = 1; round <= rounds; round++) {
      const recipients = KINDS.flatMap((kind) => Array.from({ length: each }, (_, index) => `${kind}-${round}-${index}@example.org`))
      // Nobody listens yet.
      await queue(world, recipients)
      await sleep(DOWN)
      const server = await startMailServer(port)
      const from = performance.now()
      try {
        await until('every mail is sent or refused', 240, async () => (await waiting(world)) === 0, 200)
        seen.worst = Math.max(seen.worst, since(from))
        for (const to of recipients) judge(server, to, await stateOf(world, to))
        // Killed in the instant in which the server has taken it and nobody has noted that yet.
        const last = `last-${round}@example.org`
        const accepted = new Promise<void>((done) => {
          server.onLast.call = () => {
            worker.signal('SIGKILL')
            done()
          }
        })
        await queue(world, [last])
        await accepted
        await worker.ended
        await sleep(random.int(0, 500))
        server.onLast.call = () => {}
        worker = world.startWorker({ SMTP_URL: server.url })
        await until('the last mail is sent', 60, async () => (await waiting(world)) === 0, 200)
        const copies = server.accepted.get(last) ?? []
        same(await stateOf(world, last), 'sent', 'the last mail')
        must(copies.length >= 1 && copies.length <= 2 && new Set(copies).size === 1, `the last mail was accepted ${copies.length} times, as ${copies.join(', ')}`)
        seen.copies += copies.length - 1
        seen.mails += recipients.length + 1
        context.log(`${round}/${rounds}: ${recipients.length + 1} mails, all within ${since(from)} s, ${copies.length} copies of the last`)
      } finally {
        await server.stop()
      }
    }
    return { mails: seen.mails, 'second copies after a kill': seen.copies, 'worst until all are sent s': seen.worst }
  },
}

function judge({ accepted, tries }: MailServer, to: string, state: string): void {
  const expected = to.startsWith('permanent') ? { state: 'failed', accepted: 0, tries: 1 } : { state: 'sent', accepted: 1 }
  const found = { state, accepted: accepted.get(to)?.length ?? 0, ...('tries' in expected ? { tries: tries.get(to) ?? 0 } : {}) }
  same(found, expected, `the mail to ${to}`)
}

function queue({ db }: World, recipients: string[]): Promise<void> {
  return transaction(db, async (tx) => {
    await insertMails(tx, recipients.map((to) => ({ dedupeKey: `torture:${to}`, to, subject: to, html: '<p>ciao</p>', text: 'ciao', createdAt: new Date() })))
  })
}

async function waiting({ db }: World): Promise<number> {
  const [row] = await db.sql<{ count: number }[]>`select count(*)::int as count from mail where state = 'queued'`
  return row?.count ?? 0
}

async function stateOf({ db }: World, to: string): Promise<string> {
  const [row] = await db.sql<{ state: string }[]>`select state from mail where "to" = ${to}`
  return row?.state ?? 'missing'
}

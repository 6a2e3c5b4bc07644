import { setTimeout as sleep } from 'node:timers/promises'
import { transaction, type Tx } from '@recert/db/client'
import { insertMails } from '@recert/db/queries/mails'
import { isNotificationDue, planExpiries } from '@recert/db/queries/notification-plan'
import { insertRule } from '@recert/db/queries/notification-rules'
import { startMailServer } from '@recert/mail/testing-server'
import { type Bench, type Measurement, milliseconds, timed } from './bench.ts'
import { median } from './http.ts'
import type { Line, Measured } from './lines.ts'
import { amongFewAndAll } from './world.ts'

const LOOKS = 200
const TRIES = 3
const DAY = 86_400_000
const RULES = [['before', 90], ['before', 60], ['before', 30], ['before', 7], ['at', 0], ['after', 7]] as const

/** V8: what it costs to plan what six rules say of one day, among a tenth of the awards and among all of them; and how fast mails leave. */
export const measureNotifications: Measurement = async (bench) => {
  const { sizes } = bench
  const few = Math.floor(sizes.rows / 10)
  const { few: ofFew, all } = await amongFewAndAll(bench, 'planning notifications', 'lists', () => planned(bench))
  const perDue = ({ ms, count }: Planned): Measured => ({ value: ms / Math.max(1, count) * 1000, unit: 'µs' })
  return [
    { promise: 'V8', what: `nothing due for six rules among ${sizes.rows.toLocaleString('en-US')}: SQL`, figure: milliseconds(all.nothing), floor: milliseconds(ofFew.nothing), held: { mostTimes: 1.5 } },
    { promise: 'V8', what: 'planning a day of six rules, each of what is due', figure: perDue(all), floor: perDue(ofFew), held: { mostTimes: 1.5 },
      note: `${all.count.toLocaleString('en-US')} due in ${all.ms.toFixed(0)} ms; among ${few.toLocaleString('en-US')} awards ${ofFew.count.toLocaleString('en-US')} in ${ofFew.ms.toFixed(0)} ms` },
    { promise: 'V8', what: 'each is planned', figure: { value: all.count, unit: 'notifications' }, held: { holds: all.count === all.due && all.count > 0 }, anySize: true },
    await sent(bench),
  ]
}

const MAILS = 3_000
const WAIT = 120_000

/** Mails that wait, and the worker that is there sends them: from the first that a mail server has taken to the last that is noted as sent. */
async function sent({ stack: { db, http }, say }: Bench): Promise<Line> {
  const server = await startMailServer()
  const settings = (to: object) => http.call('PATCH', '/mail-settings', to)
  const waiting = async () => (await db.sql<{ count: number }[]>`select count(*)::int as count from mail where state = 'queued' and dedupe_key like 'bench:%'`)[0]?.count ?? 0
  const until = async (holds: () => Promise<boolean>) => { for (const end = Date.now() + WAIT; !(await holds()); await sleep(20)) if (Date.now() > end) throw new Error('the mails were not sent in time') }
  const queue = (from: number, count: number) => transaction(db, (tx) => insertMails(tx, Array.from({ length: count }, (_, n) => ({
    dedupeKey: `bench:${server.url}:${from + n}`, to: `p${from + n}@example.org`, subject: 'A certification expires', html: `<p>${'x'.repeat(5_000)}</p>`, text: 'x'.repeat(500), createdAt: new Date(),
  }))))
  try {
    const { port } = new URL(server.url)
    await settings({ server: { host: '127.0.0.1', port: Number(port), security: 'optional' }, fromAddress: 'recert@example.org' })
    // The worker looks at the settings every few seconds; what it keeps here until then is of no account.
    await until(async () => {
      await queue(-Math.floor(Math.random() * 1e9), 1)
      await sleep(1_000)
      return server.received.length > 0
    })
    say(`sending ${MAILS.toLocaleString('en-US')} mails`)
    const before = server.received.length
    const ms = await timed(async () => {
      await queue(0, MAILS)
      await until(async () => (await waiting()) === 0)
    })
    return {
      promise: 'V8', what: 'mails sent to a local SMTP server', figure: { value: MAILS / (ms / 1000), unit: 'mails/s' }, held: { least: 200 },
      note: `one worker; ${(server.received.length - before).toLocaleString('en-US')} arrived in ${(ms / 1000).toFixed(1)} s`,
    }
  } finally {
    await settings({ server: null, fromAddress: null })
    await server.stop()
  }
}

type Planned = { ms: number; count: number; due: number; nothing: number }

/** In transactions that are taken back, which the worker cannot see. */
async function planned({ stack: { db } }: Bench): Promise<Planned> {
  const tries: Planned[] = []
  const now = new Date()
  const by = { now, catchUpMs: null, limit: 10_000 }
  while (tries.length < TRIES) {
    await transaction(db, async (tx) => {
      for (const [timing, amount] of RULES) await addRule(tx, { timing, amount }, new Date(now.getTime() - DAY))
      const ms = await timed(async () => { while (await planExpiries(tx, by) !== null); })
      const [row] = await tx.sql<{ count: number; due: number }[]>`
        select (select count(*)::int from notification) as count, (select count(*)::int from notification_rule r join award a on a.ended_at is null
          and a.expires_at + (case r.timing when 'before' then -1 else 1 end * r.amount) * interval '24 hours' > ${new Date(now.getTime() - DAY)}
          and a.expires_at + (case r.timing when 'before' then -1 else 1 end * r.amount) * interval '24 hours' <= ${now}) as due`
      const looks: number[] = []
      for (let look = 0; look < LOOKS; look++) looks.push(await timed(() => isNotificationDue(tx, now)))
      tries.push({ ms, count: row?.count ?? 0, due: row?.due ?? 0, nothing: median(looks) })
      throw new TakenBack()
    }).catch((error: unknown) => { if (!(error instanceof TakenBack)) throw error })
  }
  return tries.toSorted((a, b) => a.ms - b.ms)[Math.floor(TRIES / 2)] ?? { ms: 0, count: 0, due: 0, nothing: 0 }
}

class TakenBack extends Error {}

const addRule = (tx: Tx, { timing, amount }: { timing: 'before' | 'at' | 'after'; amount: number }, since: Date): Promise<string> => insertRule(tx, {
  name: `${amount} ${timing}`, event: 'expired', timing, amount, unit: 'day', certificationIds: [], branchIds: [], groupIds: [], channels: ['email'],
  texts: { en: { subject: '[certification_title]', body: '[renew_link]' } }, activeSince: since, plannedTo: since, createdAt: since, updatedAt: since,
})

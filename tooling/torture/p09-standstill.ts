import { insertRule } from '@recert/db/queries/notification-rules'
import { transaction } from '@recert/db/client'
import { startMailServer } from '@recert/mail/testing-server'
import { must, type Promised, same } from './promise.ts'
import { until } from './wait.ts'

const HOURS = 72
const CAUGHT_UP_WITHIN = 600
/** Expiries begin a day before the standstill and end a day after it. */
const HOURS_AROUND = HOURS + 48

export const standstill: Promised = {
  id: 'P9',
  says: 'workers down for 72 hours: standings are right meanwhile, afterwards every expiry is marked once, and every mail that is due arrives once, within 10 minutes',
  rounds: { full: 5, smoke: 1 },
  unit: 'standstills',
  async play(context, rounds, random) {
    let [worst, marked, mails] = [0, 0, 0]
    const awards = context.smoke ? 400 : 2400
    const server = await startMailServer()
    context.defer(() => server.stop())
    for (let round = 1; round <= rounds; round++) {
      const world = await context.world()
      const { door } = await world.startApi({ DEMO_CLOCK: '1' })
      const begin = new Date(Date.UTC(2026, random.int(0, 11), random.int(1, 28), random.int(0, 23)))
      const end = new Date(begin.getTime() + HOURS * 3_600_000)
      // Expiries from a day before to a day after, one every few minutes.
      await world.db.sql`
        insert into award (certification_id, person_id, issued_at, expires_at, association)
        select c.id, p.id, '2020-01-01', ${begin}::timestamptz - interval '1 day' + (row_number() over (order by p.id)) * ${HOURS_AROUND * 60 / awards}::int * interval '1 minute', 'manual' from (select id from person order by id limit ${awards}) p, certification c where c.code = 'FIRE'`
      await world.db.sql`insert into feature (key, activated_at) values ('certifications', now()), ('notifications', now()) on conflict do nothing`
      const mailed = `of-${round}.example.org`
      await world.db.sql`update person set email = username || '@' || ${mailed}, email_key = username || '@' || ${mailed} where username ~ '^p\\d+$'`
      await transaction(world.db, (tx) => insertRule(tx, {
        name: 'Expired', event: 'expired', timing: 'at', amount: 0, unit: 'day', certificationIds: [], branchIds: [], groupIds: [], channels: ['email'],
        texts: { en: { subject: '[certification_title] expired', body: '[renew_link]' } }, activeSince: begin, plannedTo: begin, createdAt: begin, updatedAt: begin,
      }))
      const [due] = await world.db.sql<{ before: number; within: number }[]>`
        select count(*) filter (where expires_at <= ${begin})::int as before, count(*) filter (where expires_at <= ${end})::int as within from award`
      const moments = [begin, ...Array.from({ length: 5 }, () => new Date(begin.getTime() + random.int(0, HOURS * 60) * 60_000)), end]
      // Nobody is there to mark anything: what the screens show follows from the dates alone.
      for (const now of moments.toSorted((a, b) => a.getTime() - b.getTime())) {
        await world.db.sql`update organisation set demo_now = ${now}`
        await until('the API answers', 30, async () => (await door.call('GET', '/livez', undefined, {})).status === 200)
        const { items } = await door.made<{ items: { expiresAt: string; standing: string; daysToRenew: number }[] }>('GET', '/api/v1/awards?limit=1000&sort=expires&direction=asc')
        for (const { expiresAt, standing, daysToRenew } of items) {
          const left = new Date(expiresAt).getTime() - now.getTime()
          must((left <= 0) === (standing === 'expired') && (left > 0 ? daysToRenew === Math.ceil(left / 86_400_000) : daysToRenew <= 0), `at ${now.toISOString()} an award until ${expiresAt} is ${standing}, ${daysToRenew} days`)
        }
      }
      const events = async (): Promise<{ marked: number; once: boolean; dated: boolean }> => {
        const [row] = await world.db.sql<{ marked: number; once: boolean; dated: boolean }[]>`
          select count(*)::int as marked, count(*) = count(distinct award_id) as once, coalesce(bool_and(at = expires_at), true) as dated from award_event where kind = 'expired'`
        return row ?? { marked: -1, once: false, dated: false }
      }
      same((await events()).marked, 0, 'expiries marked while nobody was there')
      const workers = [1, 2].map(() => world.startWorker({ DEMO_CLOCK: '1', SMTP_URL: server.url }))
      const told = () => [...server.accepted].filter(([to]) => to.endsWith(`@${mailed}`))
      const toTell = (due?.within ?? 0) - (due?.before ?? 0)
      // The clock's own turn comes within a minute; a few rounds do not wait for it.
      const ring = async (): Promise<void> => { for (const name of ['markExpired', 'sendNotifications']) await world.deps.boss.send(name, {}) }
      if (context.smoke) await ring()
      const took = await until('every expiry is marked, and told of', CAUGHT_UP_WITHIN, async () => (await events()).marked >= (due?.within ?? 0) && told().length >= toTell, 250)
      if (!context.smoke) await ring()
      await new Promise((done) => { setTimeout(done, 3_000) })
      same(told().length, toTell, 'people who got a mail')
      must(told().every(([, ids]) => ids.length === 1), 'somebody got a mail twice')
      same(await events(), { marked: due?.within ?? 0, once: true, dated: true }, 'expiries marked afterwards')
      for (const worker of workers) await worker.kill()
      worst = Math.max(worst, took)
      marked += due?.within ?? 0
      mails += toTell
      context.log(`${round}/${rounds}: ${due?.within} expiries and ${toTell} mails caught up within ${took} s`)
    }
    return { standstills: rounds, 'expiries marked': marked, mails, 'worst catching up s': worst }
  },
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '@recert/db/client'
import { isExpiryDue } from '@recert/db/queries/expiry'
import { openBoss } from '@recert/db/queues'
import { type Bench, type Measurement, milliseconds, seconds, timed } from './bench.ts'
import { floorTime, openFloor, sum } from './floor.ts'
import { median } from './http.ts'
import { watchMemory } from './memory.ts'
import { amongFewAndAll, emptyAwards, fillAwards, settle } from './world.ts'

const LOOKS = 200
/** After every expiry of the awards that are filled in. */
const LATE = new Date('2100-01-01T00:00:00Z')

/** V4: what looking for expired awards costs when there are none, and when nearly all have expired. */
export const measureSweep: Measurement = async (bench) => {
  const { stack, sizes, say } = bench
  const few = Math.floor(sizes.rows / 10)
  const nothing = await amongFewAndAll(bench, 'nothing due', 'due', () => nothingDue(stack.db))

  await openFloor(bench)
  await emptyAwards(stack.floor)
  await fillAwards(stack.floor, sizes, { from: 0, to: sizes.rows, expiring: 'due' })
  await settle(stack.floor)
  say('the floor of marking them')
  const floor = await floorTime(bench, [
    `update award set expired_marked_for = expires_at where ended_at is null and expired_marked_for is distinct from expires_at and expires_at <= '${LATE.toISOString()}'`,
    `insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, issued_at, expires_at, association, item_id, external_activity_id)
      select expires_at, 'expired', id, certification_id, person_id, 'system', issued_at, expires_at, association, item_id, external_activity_id from award where ended_at is null`,
  ])
  await emptyAwards(stack.floor)
  say('marking them')
  const sweep = await sweepTime(bench)
  const due = Math.ceil(sizes.rows * 0.9)
  return [
    { promise: 'V4', what: `nothing due among ${sizes.rows.toLocaleString('en-US')}: SQL`, figure: milliseconds(nothing.all), held: { most: 10 } },
    { promise: 'V4', what: `nothing due, against ${few.toLocaleString('en-US')}`, figure: milliseconds(nothing.all), floor: milliseconds(nothing.few), held: { mostTimes: 1.5 } },
    { promise: 'V4', what: `${due.toLocaleString('en-US')} due, with history`, figure: seconds(sweep.ms), floor: seconds(sum(floor)), held: { mostTimes: 2 },
      note: `floor: ${floor.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(' + ')} for marks and events; without an outbox: notifications are planned by themselves, see V8` },
    { promise: 'V4', what: 'each marked once, with one event', figure: { value: sweep.marked, unit: 'rows' }, held: { holds: sweep.marked === due && sweep.events === due }, anySize: true },
    { promise: 'V4', what: 'the worker’s memory meanwhile (RSS)', figure: { value: sweep.memory, unit: 'MiB' }, held: { most: 200 } },
  ]
}

async function nothingDue(db: Db): Promise<number> {
  const times: number[] = []
  for (let look = 0; look < LOOKS; look++) times.push(await timed(() => isExpiryDue(db, new Date())))
  return median(times)
}

/** The worker's own run, by the log that it keeps; a demo clock makes all of them due at one instant. */
async function sweepTime({ stack, sizes }: Bench): Promise<{ ms: number; marked: number; events: number; memory: number }> {
  const { sql } = stack.db
  await settle(stack.db)
  const memory = watchMemory(stack.pids.worker)
  await sql`update organisation set demo_now = ${LATE}`
  // The clock would ring within a minute; this rings now.
  const boss = await openBoss(stack.dbUrl, { maintain: false })
  await boss.start()
  await boss.send('markExpired', {})
  await boss.stop({ graceful: false })
  for (;;) {
    const [left] = await sql<{ due: boolean }[]>`select exists (select from award where ended_at is null and expired_marked_for is distinct from expires_at and expires_at <= ${LATE}) as due`
    const [log] = await sql<{ ms: number | null }[]>`select extract(epoch from max(finished_at) - min(started_at)) * 1000 as ms from job where kind = 'markExpired' and done > 0`
    if (!left?.due && log?.ms) {
      const { most } = memory()
      await sql`update organisation set demo_now = null`
      const [counted] = await sql<{ marked: number; events: number }[]>`
        select (select count(*)::int from award where ended_at is null and expired_marked_for = expires_at) as marked, (select count(*)::int from award_event where kind = 'expired') as events`
      // What follows is measured as it is usually run.
      if (!sizes.quick) await stack.restart()
      return { ms: Number(log.ms), marked: counted?.marked ?? 0, events: counted?.events ?? 0, memory: most }
    }
    await sleep(200)
  }
}

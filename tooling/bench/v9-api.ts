import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT } from '@recert/scripts/places'
import { type Bench, type Measurement, milliseconds } from './bench.ts'
import { closedLoop, median, openHttp, openLoop, percentile, type Timed } from './http.ts'
import { signIn } from './sign-in.ts'
import { certificationCode, courseCode, ensureAwards, usernameOf } from './world.ts'

const TRIVIAL = { atOnce: 10, rounds: 3, seconds: 4 }
const BEFORE_IT_COUNTS = 2

/** V9: what a company does all day, and what the door itself costs. */
export const measureApi: Measurement = async (bench) => {
  const { stack, sizes, say } = bench
  await ensureAwards(stack.db, sizes)
  say(`${sizes.rate} requests a second for ${sizes.seconds} s`)
  const requests = await mixed(bench)
  await openLoop(stack.http, requests, { rate: Math.ceil(sizes.rate / 3), seconds: BEFORE_IT_COUNTS })
  const load = await openLoop(stack.http, requests, sizes)
  say('a trivial query')
  const { ours, bare, lookUps } = await trivial(bench)
  return [
    { promise: 'V9', what: `${sizes.rate} requests/s for ${sizes.seconds} s, 80 % reads: p95`, figure: milliseconds(percentile(load.times, 0.95)), held: { most: 250 },
      note: `p50 ${percentile(load.times, 0.5).toFixed(1)} ms, p99 ${percentile(load.times, 0.99).toFixed(0)} ms; ${(load.times.length / load.seconds).toFixed(0)} requests/s answered` },
    { promise: 'V9', what: 'errors of that load', figure: { value: load.errors, unit: 'errors' }, held: { most: 0 }, anySize: true, note: load.fault ?? undefined },
    { promise: 'V9', what: 'trivial signed-in query, against bare Fastify + tRPC', figure: { value: ours, unit: 'requests/s' }, floor: { value: bare, unit: 'requests/s' }, held: { leastTimes: 0.3 } },
    { promise: 'V9', what: 'statements of each such query: its session’s look-up', figure: { value: lookUps, unit: '' }, held: { holds: lookUps > 0.9 && lookUps < 1.1 } },
  ]
}

/** Of five requests one writes. */
async function mixed({ stack, sizes }: Bench): Promise<() => Timed> {
  const { items } = await stack.http.call<{ items: { id: string }[] }>('GET', '/awards?limit=1000&sort=username')
  const awards = items.map(({ id }) => id)
  let n = 0
  const person = (): string => usernameOf((n * 613) % sizes.people)
  const award = (): string => awards[(n * 7) % awards.length] ?? ''
  const certification = (): number => n % sizes.certifications
  const at = (): string => new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString()
  const reads: (() => Timed)[] = [
    () => ({ path: '/api/v1/awards' }),
    () => ({ path: `/api/v1/awards?certificationCode=${certificationCode(certification())}&sort=expires&direction=asc` }),
    () => ({ path: `/api/v1/awards?username=${person()}&cycle=all` }),
    () => ({ path: `/api/v1/awards?standing=expiring&sort=expires&direction=asc` }),
    () => ({ path: `/api/v1/awards/${award()}` }),
    () => ({ path: `/api/v1/awards/${award()}/events` }),
    () => ({ path: '/api/v1/people?search=anna' }),
    () => ({ path: `/api/v1/people/${person()}` }),
    () => ({ path: '/api/v1/certifications' }),
    () => ({ path: `/api/v1/certifications/${certificationCode(certification())}` }),
    () => ({ path: `/api/v1/completions?username=${person()}` }),
    () => ({ path: '/api/v1/jobs' }),
  ]
  const writes: (() => Timed)[] = [
    () => ({ method: 'POST', path: '/api/v1/completions', body: { username: person(), kind: 'course', itemCode: courseCode(certification()), completedAt: at() } }),
    () => ({ method: 'POST', path: '/api/v1/awards', body: { usernames: [person()], certificationCode: certificationCode(certification()), issuedAt: at() } }),
    () => ({ method: 'PATCH', path: `/api/v1/people/${person()}`, body: { lastName: `Renamed ${n}` } }),
    () => ({ method: 'POST', path: '/api/v1/enrolments', body: { usernames: [person()], kind: 'course', itemCode: courseCode(certification()) } }),
  ]
  return () => {
    n++
    const some = n % 5 === 0 ? writes[(n / 5) % writes.length] : reads[n % reads.length]
    return some?.() ?? { path: '/livez' }
  }
}

/** Ours and the bare one take turns, so that a slow minute of the machine hits both. */
async function trivial({ stack, sizes }: Bench): Promise<{ ours: number; bare: number; lookUps: number }> {
  const child = spawn(process.execPath, ['--max-semi-space-size=16', join(ROOT, 'tooling/bench/bare-server.ts')], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, NODE_ENV: 'production' } })
  try {
    const [address] = (await once(child, 'message')) as [string]
    const [bareHttp, ourHttp] = [openHttp(address, {}, TRIVIAL.atOnce), openHttp(stack.url, { cookie: await signIn(stack.url, stack.admin) }, TRIVIAL.atOnce)]
    const round = async (http: typeof bareHttp, path: string): Promise<{ rate: number; count: number }> => {
      const { times, errors, fault, seconds } = await closedLoop(http, () => ({ path }), { atOnce: TRIVIAL.atOnce, seconds: Math.min(TRIVIAL.seconds, sizes.seconds) })
      if (errors > 0) throw new Error(`A trivial query failed: ${fault}`)
      return { rate: times.length / seconds, count: times.length }
    }
    const [ours, bare, lookUps]: [number[], number[], number[]] = [[], [], []]
    for (let n = 0; n < (sizes.quick ? 1 : TRIVIAL.rounds); n++) {
      bare.push((await round(bareHttp, '/trpc/trivial')).rate)
      const before = await statements(stack)
      const mine = await round(ourHttp, '/trpc/session.me')
      ours.push(mine.rate)
      lookUps.push((await statements(stack) - before) / mine.count)
    }
    await Promise.all([bareHttp.close(), ourHttp.close()])
    return { ours: median(ours), bare: median(bare), lookUps: median(lookUps) }
  } finally {
    child.kill()
  }
}

/** Transactions so far: outside of one, each statement is one. PostgreSQL counts with a second's delay. */
async function statements({ db }: Bench['stack']): Promise<number> {
  await sleep(1500)
  const [row] = await db.sql<{ count: number }[]>`select xact_commit::float8 as count from pg_stat_database where datname = current_database()`
  return row?.count ?? 0
}

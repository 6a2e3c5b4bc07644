import { countsOf, fileOf, holdings, undisturbed } from './files.ts'
import type { Process } from './process.ts'
import { type Context, must, type Promised, same } from './promise.ts'
import { over, since, until } from './wait.ts'
import type { World } from './world.ts'

const RESUMES_WITHIN = 30
/** Every tenth worker is not killed but frozen, past its heartbeat, and wakes up while another is at its work. */
const FROZEN = 10

export const workerKilled: Promised = {
  id: 'P1',
  says: 'a worker killed at any point of an import: no row lost, none doubled, on within 30 s, progress never goes back, one mail',
  rounds: { full: 50, smoke: 3 },
  unit: 'kills',
  async play(context, rounds, random) {
    const world = await context.world()
    const files: string[] = []
    const counts: Record<string, number | string>[] = []
    const seen = { worst: 0, kills: 0, frozen: 0 }
    const workers = [world.startWorker()]
    while (seen.kills + seen.frozen < rounds) {
      const file = fileOf(random.int(4_000, 9_000), random)
      files.push(file)
      const { importId, jobId } = await world.upload(file)
      const watching = watch(world, importId)
      while (seen.kills + seen.frozen < rounds) {
        await until('the import runs', RESUMES_WITHIN, async () => ['running', 'finished'].includes((await world.job(jobId)).state))
        await moment(random.int(0, 900))
        // A third death without getting on in between would be taken for the run's own fault, and rightly (P8).
        if ((await world.job(jobId)).deaths >= 2) await until('the import gets on', RESUMES_WITHIN, async () => {
          const { deaths, state } = await world.job(jobId)
          return deaths === 0 || state === 'finished'
        })
        const before = await world.job(jobId)
        if (before.state !== 'running') break
        const freeze = (seen.kills + seen.frozen) % FROZEN === FROZEN - 1 || (context.smoke && seen.kills === rounds - 1)
        const left = freeze ? await frozen(context, world, workers, jobId) : await killed(world, workers)
        const took = await until('the run goes on', RESUMES_WITHIN, async () => {
          const { state, workerId } = await world.job(jobId)
          return state === 'finished' || state === 'failed' || workerId !== before.workerId
        })
        seen.worst = Math.max(seen.worst, took)
        seen[freeze ? 'frozen' : 'kills']++
        left?.signal('SIGCONT')
        if (left) {
          // Refused by the fencing token, it is a worker like any other again; one is enough here.
          await moment(1_000)
          must(left.isAlive(), 'the frozen worker did not survive its waking')
          await left.kill()
        }
        context.log(`${seen.kills + seen.frozen}/${rounds}: on after ${took} s`)
      }
      const job = await world.ended(jobId, 120)
      await watching.stop()
      same([job.state, job.errorCode], ['finished', null], `import ${files.length}`)
      counts.push(await countsOf(world, importId))
    }
    const [found, expected] = [await holdings(world), await undisturbed(await context.world(), files)]
    same(counts, expected.counts, 'the counts')
    same(found, expected.holdings, 'what everybody holds')
    const [mails] = await world.db.sql<{ count: number }[]>`select count(*)::int as count from mail where dedupe_key like 'import_finished:%'`
    same(mails?.count, files.length, 'finished-mails')
    return { kills: seen.kills, frozen: seen.frozen, imports: files.length, rows: found.length, 'worst resume s': seen.worst }
  },
}

const moment = (ms: number): Promise<unknown> => new Promise((done) => { setTimeout(done, ms) })

/** kill -9, and another one at once, as a supervisor does it. */
async function killed(world: World, workers: Process[]): Promise<null> {
  await workers.pop()?.kill()
  workers.push(world.startWorker())
  return null
}

/** Stops it in its tracks; another starts. Answers the frozen one, which is woken when its work is another's. */
async function frozen(context: Context, world: World, workers: Process[], jobId: string): Promise<Process | null> {
  const one = workers.pop()
  one?.signal('SIGSTOP')
  workers.push(world.startWorker())
  context.log(`frozen at row ${(await world.job(jobId)).done}`)
  return one ?? null
}

/** Watches that an import's rows only ever grow. */
function watch({ db }: World, importId: string): { stop(): Promise<void> } {
  let [cursor, from] = [0, performance.now()]
  return over(async () => {
    const [row] = await db.sql<{ cursor: number }[]>`select cursor from import where id = ${importId}`
    must((row?.cursor ?? 0) >= cursor, `progress went back from ${cursor} to ${row?.cursor} after ${since(from)} s`)
    if ((row?.cursor ?? 0) > cursor) from = performance.now()
    cursor = row?.cursor ?? 0
    await moment(40)
  })
}

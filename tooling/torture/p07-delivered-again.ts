import { setTimeout as sleep } from 'node:timers/promises'
import { createSteps } from '@recert/actions/steps'
import { workflows } from '@recert/actions/workflows'
import { repeatedSteps } from '@recert/worker/engines/repeated-steps'
import { countsOf, fileOf, holdings, undisturbed } from './files.ts'
import { type Promised, same } from './promise.ts'

export const deliveredAgain: Promised = {
  id: 'P7',
  says: 'every step run twice and five times, in a row and in parallel, and every run delivered again by the queue: as once',
  rounds: { full: 20, smoke: 2 },
  unit: 'imports',
  async play(context, rounds, random) {
    const world = await context.world()
    const files = Array.from({ length: rounds * 2 }, () => fileOf(random.int(100, 2_000), random))
    const counts: Record<string, number | string>[] = []
    const deps = { ...world.deps, chunkRows: 100 }
    // The steps of one half are repeated here; the other half goes through the queue, to two workers.
    for (const file of files.slice(0, rounds)) {
      const ref = await world.upload(file)
      await workflows.readImport({ steps: repeatedSteps(createSteps(deps)) }, ref)
      counts.push(await countsOf(world, ref.importId))
    }
    const [before] = await world.db.sql<{ jobs: number }[]>`select count(*)::int as jobs from job where kind = 'readImport' and state <> 'finished'`
    same(before?.jobs, 0, 'runs that are not over')
    world.startWorker()
    world.startWorker()
    for (const file of files.slice(rounds)) {
      const ref = await world.upload(file)
      const again = async (): Promise<unknown> => world.deps.boss.send('readImport', ref, { singletonKey: ref.jobId })
      for (const times of [2, 5]) {
        await Promise.all(Array.from({ length: times }, again))
        await sleep(random.int(0, 200))
      }
      await world.ended(ref.jobId, 120)
      for (let time = 0; time < 5; time++) await again()
      counts.push(await countsOf(world, ref.importId))
      context.log(`${counts.length}/${files.length}`)
    }
    await sleep(3_000)
    const expected = await undisturbed(await context.world(), files)
    same(counts, expected.counts, 'the counts')
    same(await holdings(world), expected.holdings, 'what everybody holds')
    const [mails] = await world.db.sql<{ count: number }[]>`select count(*)::int as count from mail where dedupe_key like 'import_finished:%'`
    same(mails?.count, files.length, 'finished-mails')
    return { imports: files.length }
  },
}

import { migrate } from '@recert/db/migrate'
import { type Bench, timed } from './bench.ts'
import { fillOrganisation, settle } from './world.ts'

/** The database of the floors: the same tables, keys and indexes, the same people and certifications, and nobody's but plain SQL's. */
export async function openFloor({ stack: { floor, floorUrl }, sizes, say }: Bench): Promise<void> {
  const [found] = await floor.sql<{ there: boolean }[]>`select to_regclass('public.person') is not null as there`
  if (found?.there) return
  say('making the tables of the floors')
  await migrate(floorUrl)
  await fillOrganisation(floor, sizes)
  await settle(floor)
}

/** Milliseconds that some statements take, one after the other, each by itself with nothing left over from the one before. */
export async function floorTime({ stack: { floor } }: Bench, statements: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const statement of statements) {
    await floor.sql.unsafe('checkpoint')
    times.push(await timed(() => floor.sql.unsafe(statement)))
  }
  return times
}

export const sum = (times: readonly number[]): number => times.reduce((all, time) => all + time, 0)

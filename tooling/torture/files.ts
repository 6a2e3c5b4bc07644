import { createSteps } from '@recert/actions/steps'
import { workflows } from '@recert/actions/workflows'
import type { Random } from '@recert/scripts/demo/random'
import { must } from './promise.ts'
import { CERTIFICATIONS, PEOPLE, type World } from './world.ts'

const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date\n'

/** A file of awards as people write them: good rows, a bad one among fifty, and (another year) rows that replace what an earlier file brought. */
export function fileOf(rows: number, random: Random, people = PEOPLE): string {
  const year = random.int(2015, 2025)
  const from = random.int(0, people * CERTIFICATIONS.length - 1)
  return HEADER + Array.from({ length: rows }, (_, index) => {
    const pair = from + index
    const person = random.chance(0.02) ? 'nobody' : `p${Math.floor(pair / CERTIFICATIONS.length) % people}`
    return `${person},${CERTIFICATIONS[pair % CERTIFICATIONS.length]},${year}-01-${String(1 + (index % 28)).padStart(2, '0')},${random.chance(0.1) ? 'yes,' : `no,${year + 2}-03-04`}\n`
  }).join('')
}

/** What everybody holds and held, and how it came about: all cycles and the number of events of each, in an order that no id decides. That some expired is left out: the clock decides it. */
export async function holdings({ db }: Pick<World, 'db'>): Promise<string[]> {
  const rows = await db.sql<{ line: string }[]>`
    select concat_ws('|', p.username, c.code, a.issued_at, a.expires_at, a.association, a.ended_at is null, a.removed_at is null,
      (select string_agg(kind || '×' || n, ' ' order by kind) from (select e.kind, count(*) as n from award_event e where e.award_id = a.id and e.kind <> 'expired' group by e.kind) k)) as line
    from award a join person p on p.id = a.person_id join certification c on c.id = a.certification_id`
  return rows.map(({ line }) => line).sort()
}

/** An import's counts. */
export async function countsOf({ db }: Pick<World, 'db'>, importId: string): Promise<Record<string, number | string>> {
  const [row] = await db.sql<Record<string, number | string>[]>`
    select state, total, new_count as new, replaced_count as replaced, unchanged_count as unchanged, rejected_count as rejected, skipped_count as skipped from import where id = ${importId}`
  return { ...row }
}

/** Runs imports one after the other in a world of their own, which nothing disturbs: what came of each, and what everybody holds then. */
export async function undisturbed(world: World, files: readonly string[]): Promise<{ counts: Record<string, number | string>[]; holdings: string[] }> {
  const counts: Record<string, number | string>[] = []
  for (const file of files) {
    const { importId, jobId } = await world.upload(file)
    await workflows.readImport({ steps: createSteps(world.deps) }, { importId, jobId })
    counts.push(await countsOf(world, importId))
  }
  const held = await holdings(world)
  must(held.length > 0, 'the files award nothing: there is nothing to compare')
  return { counts, holdings: held }
}

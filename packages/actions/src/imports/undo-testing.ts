import { transaction } from '@recert/db/client'
import { findJob, type JobRow } from '@recert/db/queries/jobs'
import type { Scope } from '@recert/domain/access'
import type { Ctx } from '../context.ts'
import type { ImportView } from './list-imports.ts'
import { notUndoneRows } from './list-not-undone.ts'
import { imported, runNow, type World } from './testing.ts'
import { undoImport } from './undo-import.ts'

export const ALL = { kind: 'all' } as const
const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date,course_code,course_type\n'
export const file = (...rows: string[]): string => HEADER + rows.join('\n')

/** What tests of undoing do, and look at, in a world. */
export function undoing(world: World) {
  const { sql } = world.db
  const act = <T>(action: (ctx: Ctx) => Promise<T>): Promise<T> => transaction(world.db, (tx) => action({ tx, now: new Date(), actor: world.actor }))
  const ask = (importId: string, scope: Scope = ALL): Promise<string> => act((ctx) => undoImport(ctx, world.deps.boss, scope, importId))
  const stayed = async (importId: string): Promise<string[]> => (await notUndoneRows(world.db, importId, { limit: 1000 }, 'en')).items
    .map(({ record, line, username, certificationCode }) => `${record}@${line} ${username} ${certificationCode}`)
  return {
    act, ask, stayed,
    async undo(importId: string): Promise<{ jobId: string; view: ImportView; job: JobRow | null; stayed: string[] }> {
      const jobId = await ask(importId)
      await runNow(world, 'undoImport', importId)
      return { jobId, view: (await imported(world, importId)).view, job: await findJob(world.db, jobId), stayed: await stayed(importId) }
    },
    /** Every column of every award but the version, which only counts; without those that an import made and its undo took out. */
    checksum: async (): Promise<{ awards: number; sum: string } | undefined> => (await sql<{ awards: number; sum: string }[]>`
      select count(*)::int as awards, md5(coalesce(string_agg((to_jsonb(a) - 'version')::text, '|' order by a.id), '')) as sum
      from award a where a.removed_batch_id is null or a.removed_batch_id not in (select undo_job_id from import where undo_job_id is not null)`)[0],
    current: async (username: string): Promise<string> => (await sql<{ id: string }[]>`
      select a.id from award a join person p on p.id = a.person_id join certification c on c.id = a.certification_id where p.username = ${username} and c.code = 'FIRE' and a.ended_at is null`)[0]?.id ?? '',
    /** Awards whose state is not what their last event says. */
    untold: async (): Promise<string[]> => (await sql<{ id: string }[]>`
      select a.id from award a join lateral (select * from award_event e where e.award_id = a.id order by id desc limit 1) e on true
      where (a.issued_at, a.expires_at, a.association, a.item_id, a.ended_at, a.ended_by, a.removed_at) is distinct from (e.issued_at, e.expires_at, e.association, e.item_id, e.ended_at, e.ended_by, e.removed_at)`).map(({ id }) => id),
  }
}

import { transaction } from '@recert/db/client'
import { findSettings } from '@recert/db/queries/organisation'
import { forgetExportFiles, forgetImportFiles, forgetJobs, forgetUnusedFiles } from '@recert/db/queries/retention'
import { forgetMessages } from '@recert/db/queries/webhook-messages'
import { forgetEndpoints } from '@recert/db/queries/webhooks'
import { forgetWork } from '@recert/db/queries/work'
import { DAY } from '@recert/domain/dates'
import { purgeCertifications } from '../certifications/purge-certifications.ts'
import type { Deps } from '../deps.ts'

export type Kept = { certifications: number; imports: number; exports: number; jobs: number; files: number; messages: number; minutes: number }

const CHUNK = 1000
/** An upload that no form was saved with is given a day. */
const UNUSED_AFTER = DAY
/** What workers got done minute by minute is drawn for a day; a week leaves time to look into something. */
const WORK_KEPT = 7 * DAY

/** What the night does: purges what was deleted more than 30 days ago, and forgets files and logs by the organisation's setting. Returns how many of each. */
export async function keepHouse(deps: Deps): Promise<Kept> {
  const { retentionDays: days } = await findSettings(deps.db)
  const now = await deps.clock.now(deps.db)
  const ago = (from: Date, time: number): Date => new Date(from.getTime() - time)
  // Jobs and uploads live in real time, like everything that machines do.
  const real = new Date()
  return {
    certifications: await purgeCertifications(deps),
    imports: await untilNone(deps, (tx) => forgetImportFiles(tx, ago(now, days * DAY))),
    exports: await untilNone(deps, (tx) => forgetExportFiles(tx, ago(now, days * DAY))),
    jobs: await untilNone(deps, (tx) => forgetJobs(tx, ago(real, days * DAY), CHUNK)),
    files: await untilNone(deps, (tx) => forgetUnusedFiles(tx, ago(real, UNUSED_AFTER), CHUNK)),
    messages: await forgetWebhooks(deps, ago(real, days * DAY)),
    minutes: await untilNone(deps, (tx) => forgetWork(tx, ago(real, WORK_KEPT), CHUNK)),
  }
}

/** What webhooks were told, and those that were deleted. Returns how many messages. */
async function forgetWebhooks(deps: Deps, before: Date): Promise<number> {
  const messages = await untilNone(deps, (tx) => forgetMessages(tx, before, CHUNK))
  await untilNone(deps, (tx) => forgetEndpoints(tx, before))
  return messages
}

async function untilNone(deps: Deps, some: (tx: Parameters<Parameters<typeof transaction>[1]>[0]) => Promise<number>): Promise<number> {
  for (let all = 0; ;) {
    const count = await transaction(deps.db, some)
    if (count === 0) return all
    all += count
  }
}

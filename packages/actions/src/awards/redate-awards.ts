import { insertChange, lockChange } from '@recert/db/queries/award-changes'
import { findCertification, shareCertification } from '@recert/db/queries/certifications'
import { prepareForRows } from '@recert/db/queries/import-rows'
import { nextToRedate, previewRedate, redateAwards, type RedateCounts, type RedatePerson } from '@recert/db/queries/redate-awards'
import type { Queryable } from '@recert/db/client'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { PgBoss } from 'pg-boss'
import { AT_ONCE_MOST, startBulk } from '../bulk/start-bulk.ts'
import type { Ctx } from '../context.ts'

export type RedateParams = { certificationId: string; changeId: string }

const PREVIEWED = 100

/** R3.3: whom *Re-date existing awards* would change. Throws CERTIFICATION_NOT_FOUND. */
export async function previewRedateAwards(q: Queryable, scope: Scope, which: string, now: Date): Promise<{ counts: RedateCounts; people: RedatePerson[] }> {
  const found = await findCertification(q, scope, which)
  if (!found) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which })
  return previewRedate(q, scope, found.id, now, PREVIEWED)
}

/** R3.3: current awards expire as their issue and the validity of today say; at once, or as a job. Returns the change, which can be taken back. */
export async function startRedateAwards(ctx: Ctx, boss: PgBoss, scope: Scope, which: string): Promise<{ changeId: string; changed: number | null; jobId: string | null }> {
  const certification = await shareCertification(ctx.tx, which)
  if (!certification) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which })
  const { counts } = await previewRedate(ctx.tx, scope, certification.id, ctx.now, 0)
  const changeId = await insertChange(ctx.tx, 'redated', ctx, { certificationId: certification.id })
  const params = { certificationId: certification.id, changeId }
  if (counts.change > AT_ONCE_MOST) return { changeId, changed: null, jobId: await startBulk(ctx, boss, 'redateAwards', { params, scope, total: counts.change }) }
  const personIds = await nextToRedate(ctx.tx, scope, certification.id, null, AT_ONCE_MOST)
  return { changeId, changed: await redateAwards(ctx.tx, certification.id, personIds, { now: ctx.now, actor: ctx.actor, changeId }), jobId: null }
}

/** For the background; nothing, once the change has been taken back. */
export async function redateChunk({ tx, now, actor }: Ctx, { certificationId, changeId }: RedateParams, personIds: string[]): Promise<{ redated: number }> {
  const change = await lockChange(tx, changeId)
  if (change?.undoneAt) return { redated: 0 }
  await prepareForRows(tx)
  return { redated: await redateAwards(tx, certificationId, personIds, { now, actor, changeId }) }
}

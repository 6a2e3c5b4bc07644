import { lockPeople, outcomeOf, saveOutcomes } from '@recert/db/queries/completions'
import { awardEarlierCompletions, countEarlier, type EarlierCounts, type EarlierOf, type EarlierPerson, previewEarlier } from '@recert/db/queries/earlier-completions'
import { findCertification, shareCertification } from '@recert/db/queries/certifications'
import { prepareForRows } from '@recert/db/queries/import-rows'
import { findOpenLink, type ItemRef } from '@recert/db/queries/items'
import type { Queryable } from '@recert/db/client'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { PgBoss } from 'pg-boss'
import { startBulk } from '../bulk/start-bulk.ts'
import type { Ctx } from '../context.ts'
import { itemIdOrThrow } from '../items/items-or-throw.ts'

export type EarlierParams = EarlierOf

const PREVIEWED = 100

/** R4.4: whom *Award earlier completions* would award, before it does. Throws CERTIFICATION_NOT_FOUND, ITEM_NOT_FOUND, ITEM_NOT_LINKED. */
export async function previewAwardEarlier(q: Queryable, scope: Scope, which: ItemRef & { certification: string }, now: Date): Promise<{ counts: EarlierCounts; people: EarlierPerson[] }> {
  const found = await findCertification(q, scope, which.certification)
  if (!found) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which.certification })
  return previewEarlier(q, scope, await earlierOf(q, found.id, which), now, PREVIEWED)
}

/** Awards earlier completions in the background. Returns the job's id. Throws as the preview does, and CERTIFICATION_RETIRED. */
export async function startAwardEarlier(ctx: Ctx, boss: PgBoss, scope: Scope, which: ItemRef & { certification: string }): Promise<string> {
  const certification = await shareCertification(ctx.tx, which.certification)
  if (!certification) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which.certification })
  if (certification.retiredAt) throw new DomainError('CERTIFICATION_RETIRED')
  const params = await earlierOf(ctx.tx, certification.id, which)
  return startBulk(ctx, boss, 'awardEarlier', { params, scope, total: await countEarlier(ctx.tx, scope, params) })
}

async function earlierOf(q: Queryable, certificationId: string, { kind, code }: ItemRef): Promise<EarlierOf> {
  const itemId = await itemIdOrThrow(q, kind, code)
  if (!(await findOpenLink(q, certificationId, itemId))) throw new DomainError('ITEM_NOT_LINKED', { code })
  return { certificationId, itemId: itemId }
}

export async function awardEarlierChunk({ tx, now, actor, jobId }: Ctx & { jobId: string }, params: EarlierParams, personIds: string[]): Promise<Record<string, number>> {
  await prepareForRows(tx)
  await lockPeople(tx, personIds)
  const results = await awardEarlierCompletions(tx, params, personIds, { now, actor, jobId })
  // Who was awarded otherwise in the same instant holds the certification now, which is what counts.
  const settled = results.filter(({ lost }) => !lost)
  // What was kept because it came before the link goes on saying so; only what was awarded is news.
  await saveOutcomes(tx, settled.filter(({ awardId }) => awardId !== null), now)
  const awarded = settled.filter((result) => outcomeOf(result) === 'awarded').length
  return { awarded, left: results.length - awarded }
}

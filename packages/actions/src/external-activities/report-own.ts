import { insertExternalActivities } from '@recert/db/queries/external-activities'
import { DomainError } from '@recert/domain/errors'
import type { Feature } from '@recert/domain/features'
import type { Ctx } from '../context.ts'
import { newReport, type ReportFields } from './report-fields.ts'

/** R9.3: a learner's own report, with evidence. It waits, and awards nothing yet. Throws as newReport, and EVIDENCE_REQUIRED. Returns its id. */
export async function reportOwn(ctx: Ctx, features: readonly Feature[], personId: string, fields: ReportFields): Promise<string> {
  const { tx, now, actor } = ctx
  if (!fields.evidenceId) throw new DomainError('EVIDENCE_REQUIRED')
  const [id] = await insertExternalActivities(tx, [personId], {
    ...(await newReport(ctx, features, fields)), replace: false, state: 'pending', reportedByKind: actor.kind, reportedBy: actor.id, reportedAt: now,
  })
  if (!id) throw new Error('insert returned no row')
  return id
}

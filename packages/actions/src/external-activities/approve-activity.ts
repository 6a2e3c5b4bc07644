import { shareCertification } from '@recert/db/queries/certifications'
import { updateExternalActivity } from '@recert/db/queries/external-activities'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { checkExternalAction, checkNote } from '@recert/domain/external-activities'
import type { Feature } from '@recert/domain/features'
import type { Ctx } from '../context.ts'
import { awardActivities } from './award-activities.ts'
import { lockActivity } from './lock-activity.ts'
import { changedReport, type ReportChanges } from './report-fields.ts'

export type Approval = ReportChanges & { version?: number | undefined; replace?: boolean | undefined; note?: string | undefined }

/**
 * R9.3, R9.4: approves a report, as it is or corrected, and awards by it in the same transaction. Whoever comes second finds it decided.
 * A person who was deactivated meanwhile is awarded nothing, which the activity then says.
 * Throws EXTERNAL_NOT_FOUND, EXTERNAL_STATE, CONFLICT_VERSION, as newReport, and FEATURE_INACTIVE when it is to award while that app is not active.
 */
export async function approveActivity(ctx: Ctx, scope: Scope, features: readonly Feature[], id: string, { version, replace, note = '', ...changes }: Approval): Promise<void> {
  const { tx, now, actor } = ctx
  const stored = await lockActivity(ctx, scope, id, version)
  checkExternalAction('approve', stored.state)
  const columns = await changedReport(ctx, features, stored, changes)
  if (columns.certificationId) {
    // Approved without awarding, it would never award.
    if (!features.includes('certifications')) throw new DomainError('FEATURE_INACTIVE', { feature: 'certifications' })
    await shareCertification(tx, columns.certificationId)
  }
  await updateExternalActivity(tx, id, {
    ...columns, replace: replace ?? stored.replace, state: 'approved', note: checkNote(note, 'approve'), decidedBy: actor.id, decidedAt: now,
  })
  await awardActivities(ctx, [stored.personId], [id])
}

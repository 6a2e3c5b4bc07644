import { updateExternalActivity } from '@recert/db/queries/external-activities'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { checkExternalAction } from '@recert/domain/external-activities'
import type { Feature } from '@recert/domain/features'
import type { Ctx } from '../context.ts'
import { lockActivity } from './lock-activity.ts'
import { changedReport, type ReportChanges } from './report-fields.ts'

/** Changes a report; once it is approved, only how it reads (see EXTERNAL_ACTIONS). Throws EXTERNAL_NOT_FOUND, EXTERNAL_STATE, CONFLICT_VERSION, and as newReport. */
export async function updateActivity(
  ctx: Ctx, scope: Scope, features: readonly Feature[], id: string, { version, replace, ...changes }: ReportChanges & { replace?: boolean | undefined; version?: number | undefined },
): Promise<void> {
  const stored = await lockActivity(ctx, scope, id, version)
  const decisive = [changes.startedAt, changes.completedAt, changes.certificationCode, changes.evidenceId, replace].some((value) => value !== undefined)
  checkExternalAction(decisive ? 'edit' : 'describe', stored.state)
  await updateExternalActivity(ctx.tx, id, { ...(await changedReport(ctx, features, stored, changes)), replace: replace ?? stored.replace })
}

/** R9.3: learners change what they reported themselves while it waits. Throws as updateActivity, and EVIDENCE_REQUIRED. */
export async function updateOwn(ctx: Ctx, features: readonly Feature[], personId: string, id: string, { version, ...changes }: ReportChanges & { version?: number | undefined }): Promise<void> {
  const stored = await lockActivity(ctx, { kind: 'self', personId }, id, version)
  checkExternalAction('edit', stored.state)
  if (changes.evidenceId === null) throw new DomainError('EVIDENCE_REQUIRED')
  await updateExternalActivity(ctx.tx, id, await changedReport(ctx, features, stored, changes))
}

import { type ExternalRow } from '@recert/db/queries/external-activities'
import { shareCertification } from '@recert/db/queries/certifications'
import { findFile } from '@recert/db/queries/files'
import { DomainError } from '@recert/domain/errors'
import { checkExternalReport, type ExternalReport } from '@recert/domain/external-activities'
import type { Feature } from '@recert/domain/features'
import type { Ctx } from '../context.ts'

/** What is reported of a training that took place elsewhere. `certificationCode` may be an id; null takes it away. */
export type ReportFields = ExternalReport & { certificationCode?: string | null | undefined; evidenceId?: string | null | undefined }
export type ReportChanges = { [K in keyof ReportFields]?: ReportFields[K] | undefined }

/**
 * A new report as columns. Throws what checkExternalReport throws, CERTIFICATION_NOT_FOUND, CERTIFICATION_RETIRED, FILE_NOT_FOUND,
 * and FEATURE_INACTIVE when it names a certification while that app is not active.
 */
export async function newReport(ctx: Ctx, features: readonly Feature[], { certificationCode = null, evidenceId = null, ...report }: ReportFields) {
  return { ...checkExternalReport(report), evidenceId: await ownEvidence(ctx, evidenceId), certificationId: await certificationNamed(ctx, features, certificationCode) }
}

/** A report with changes as columns. Throws as newReport. */
export async function changedReport(ctx: Ctx, features: readonly Feature[], stored: ExternalRow, { certificationCode, evidenceId, ...changes }: ReportChanges) {
  return {
    ...checkExternalReport({
      title: changes.title ?? stored.title, type: changes.type ?? stored.type, institute: changes.institute ?? stored.institute,
      startedAt: changes.startedAt === undefined ? stored.startedAt : changes.startedAt, completedAt: changes.completedAt ?? stored.completedAt,
      score: changes.score === undefined ? stored.score : changes.score, credits: changes.credits === undefined ? stored.credits : changes.credits,
    }),
    evidenceId: evidenceId === undefined || evidenceId === stored.evidenceId ? stored.evidenceId : await ownEvidence(ctx, evidenceId),
    certificationId: certificationCode === undefined || certificationCode === stored.certificationId ? stored.certificationId : await certificationNamed(ctx, features, certificationCode),
  }
}

/** Nobody attaches what somebody else uploaded: it could show them a file that they may not see. */
async function ownEvidence({ tx, actor }: Ctx, id: string | null): Promise<string | null> {
  if (id !== null && (await findFile(tx, id, 'evidence'))?.createdBy !== actor.id) throw new DomainError('FILE_NOT_FOUND')
  return id
}

async function certificationNamed({ tx }: Ctx, features: readonly Feature[], which: string | null): Promise<string | null> {
  if (which === null) return null
  if (!features.includes('certifications')) throw new DomainError('FEATURE_INACTIVE', { feature: 'certifications' })
  const certification = await shareCertification(tx, which)
  if (!certification) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which })
  if (certification.retiredAt) throw new DomainError('CERTIFICATION_RETIRED')
  return certification.id
}

import { listSituations, type PersonSituation } from '@recert/db/queries/external-activities'
import { shareCertification } from '@recert/db/queries/certifications'
import type { Tx } from '@recert/db/client'
import type { Scope } from '@recert/domain/access'
import { decide, type Decision, type KeepReason, type RefusalReason } from '@recert/domain/awards'
import { addValidity } from '@recert/domain/dates'
import { DomainError } from '@recert/domain/errors'
import { type ReportedPeople, reportedPeople } from './report-activity.ts'

export type Foreseen = Pick<PersonSituation, 'personId' | 'username' | 'firstName' | 'lastName'> & {
  verdict: Decision['do']; reason: KeepReason | RefusalReason | null
  /** The award that the person holds now; `expiresAt` null = always valid. */
  held: { issuedAt: Date; expiresAt: Date | null } | null
}

/** What a report, or the approval of one, would lead to for each person, before it is done. `expiresAt` null = always valid. Throws as reportActivity, and EXPIRY_TOO_FAR. */
export async function previewReport(
  tx: Tx, scope: Scope, { people, certificationCode, completedAt, replace }: { people: ReportedPeople; certificationCode: string; completedAt: Date; replace: boolean },
): Promise<{ expiresAt: Date | null; people: Foreseen[] }> {
  const personIds = await reportedPeople(tx, scope, people)
  const certification = await shareCertification(tx, certificationCode)
  if (!certification) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: certificationCode })
  const expiresAt = addValidity(completedAt, certification.validity)
  const terms = { issuedAt: completedAt, expiresAt, association: 'external_training' as const, itemId: null, externalActivityId: null }
  const situations = await listSituations(tx, personIds, certification.id)
  return {
    expiresAt,
    people: situations.map(({ situation, ...person }) => {
      const decision = decide({ via: 'external', terms, replace }, { ...situation, certification: certification.retiredAt ? 'retired' : 'active' })
      return {
        ...person, verdict: decision.do, reason: 'reason' in decision ? decision.reason : null,
        held: situation.current && { issuedAt: situation.current.issuedAt, expiresAt: situation.current.expiresAt },
      }
    }),
  }
}

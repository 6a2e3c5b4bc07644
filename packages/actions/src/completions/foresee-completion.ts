import { findCompletionId, resolveReports } from '@recert/db/queries/completions'
import { listSituations } from '@recert/db/queries/external-activities'
import { type LinkOfItem, listLinksOfItem } from '@recert/db/queries/items'
import type { CompletionOutcome } from '@recert/db/schema/completions'
import type { Queryable } from '@recert/db/client'
import type { Scope } from '@recert/domain/access'
import { decide, type Decision, type KeepReason, type RefusalReason } from '@recert/domain/awards'
import { BEFORE_LINK, type BeforeLink } from '@recert/domain/completions'
import { addValidity, type Validity } from '@recert/domain/dates'
import { DomainError } from '@recert/domain/errors'
import { type CompletionReport, refusalOf } from './report-completions.ts'

export type ForeseenOutcome = Pick<LinkOfItem, 'certificationId' | 'certificationCode' | 'certificationName'> & {
  outcome: CompletionOutcome; reason: KeepReason | RefusalReason | BeforeLink | null
  /** Of the award that it makes; null = always valid, or none is made. */
  expiresAt: Date | null
}

const OUTCOME_OF = { issue: 'awarded', replace: 'awarded', renew: 'renewed', unchanged: 'kept', keep: 'kept', refuse: 'refused' } as const satisfies Record<Decision['do'], CompletionOutcome>

/**
 * What reporting a completion would lead to, for each certification that its item is linked to. `known`: it is recorded already, and
 * nothing would change. Throws PERSON_NOT_FOUND, ITEM_NOT_FOUND.
 */
export async function foreseeCompletion(q: Queryable, scope: Scope, report: CompletionReport): Promise<{ known: boolean; username: string; certifications: ForeseenOutcome[] }> {
  const [found] = await resolveReports(q, scope, [report])
  const refusal = refusalOf(report, found)
  if (refusal) throw new DomainError(refusal.code, refusal.values)
  const personId = found?.personId ?? ''
  const itemId = found?.itemId ?? ''
  const certifications: ForeseenOutcome[] = []
  let username = report.username
  for (const { linkedAt, retiredAt, validity, ...certification } of await listLinksOfItem(q, itemId)) {
    const [person] = await listSituations(q, [personId], certification.certificationId)
    if (!person) throw new DomainError('PERSON_NOT_FOUND', { person: report.username })
    username = person.username
    if (report.completedAt < linkedAt) {
      certifications.push({ ...certification, outcome: 'kept', reason: BEFORE_LINK, expiresAt: null })
      continue
    }
    const expiry = expiryOf(report.completedAt, validity)
    const decision: Decision = expiry.tooFar ? { do: 'refuse', reason: 'EXPIRY_TOO_FAR' } : decide(
      { via: 'completion', terms: { issuedAt: report.completedAt, expiresAt: expiry.at, association: report.kind, itemId, externalActivityId: null } },
      { ...person.situation, certification: retiredAt ? 'retired' : 'active' },
    )
    const outcome = OUTCOME_OF[decision.do]
    certifications.push({ ...certification, outcome, reason: 'reason' in decision ? decision.reason : null, expiresAt: outcome === 'awarded' || outcome === 'renewed' ? expiry.at : null })
  }
  return { known: (await findCompletionId(q, { personId, itemId, completedAt: report.completedAt })) !== null, username, certifications }
}

function expiryOf(completedAt: Date, validity: Validity): { at: Date | null; tooFar: boolean } {
  try {
    return { at: addValidity(completedAt, validity), tooFar: false }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'EXPIRY_TOO_FAR') return { at: null, tooFar: true }
    throw error
  }
}

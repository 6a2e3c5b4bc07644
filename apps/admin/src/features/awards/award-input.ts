import type { Inputs } from '../../api.ts'
import { instantOf } from '../../parts/picked-instant.ts'
import { type Picked, selectionOf } from '../../parts/picked-people.ts'
import type { CertificationChoice } from '../certifications/certification-select.tsx'
import { suggestedExpiry, type TermsValues } from './award-terms.ts'

/** What the wizard asks. `expires` and `alwaysValid`: null until somebody touches them; then they no longer follow the suggestion. */
export type AwardValues = Omit<TermsValues, 'expires' | 'alwaysValid'> & {
  certification: CertificationChoice | null; people: Picked; onHeld: 'replace' | 'skip'
  expires: TermsValues['expires'] | null; alwaysValid: boolean | null
}

/** The terms as they stand in the form: what was not touched as it is suggested. `beyond`: the suggestion would lie after the last day there is. */
export function shownTerms(values: AwardValues, timeZone: string): { terms: TermsValues; beyond: boolean } {
  const suggested = suggestedExpiry(values.issued, values.certification?.validity ?? { amount: 0, unit: 'year' }, timeZone)
  const { issued, association, item, activity } = values
  const alwaysValid = values.alwaysValid ?? suggested.alwaysValid
  return {
    terms: { issued, association, item, activity, alwaysValid, expires: values.expires ?? suggested.expires },
    beyond: values.expires === null && !alwaysValid && suggested.beyond,
  }
}

/** The one person who is chosen, or null when there are several, or groups or branches. */
export const onlyPerson = ({ people, groups, branches }: Picked): string | null => (people.length === 1 && groups.length + branches.length === 0 ? (people[0]?.id ?? null) : null)

/** As the API takes it. An expiry that follows from issue and validity is left to the server, which reckons it alike. */
export function awardInput(values: AwardValues, timeZone: string): Inputs['awards']['create'] {
  const { terms } = shownTerms(values, timeZone)
  const expiresAt = values.expires && !terms.alwaysValid ? instantOf(values.expires, timeZone) : null
  return {
    ...selectionOf(values.people), certificationCode: values.certification?.id ?? '', issuedAt: instantOf(values.issued, timeZone)?.toISOString() ?? '',
    ...(terms.alwaysValid ? { alwaysValid: true } : {}), ...(expiresAt ? { expiresAt: expiresAt.toISOString() } : {}),
    association: terms.association, itemCode: terms.item ?? undefined, externalActivityId: terms.activity ?? undefined, onHeld: values.onHeld,
  }
}

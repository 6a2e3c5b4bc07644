import type { Association } from '@recert/domain/awards'
import { addValidity, type Validity } from '@recert/domain/dates'
import { DomainError } from '@recert/domain/errors'
import { instantOf, NOT_PICKED, type PickedInstant, pickedOf } from '../../parts/picked-instant.ts'

/** An award's terms in a form. `item`: the code of the course or plan; `activity`: the id of the training activity. */
export type TermsValues = { issued: PickedInstant; expires: PickedInstant; alwaysValid: boolean; association: Association; item: string | null; activity: string | null }

export type Suggested = Pick<TermsValues, 'expires' | 'alwaysValid'> & { beyond: boolean }

/** R6.2: issue + validity as it would be picked, or always valid; `beyond`: it would lie after the year 9999. */
export function suggestedExpiry(issued: PickedInstant, validity: Validity, timeZone: string): Suggested {
  const issuedAt = instantOf(issued, timeZone)
  if (validity.amount === 0) return { expires: NOT_PICKED, alwaysValid: true, beyond: false }
  if (!issuedAt) return { expires: NOT_PICKED, alwaysValid: false, beyond: false }
  try {
    return { expires: pickedOf(addValidity(issuedAt, validity), timeZone), alwaysValid: false, beyond: false }
  } catch (error) {
    if (error instanceof DomainError) return { expires: NOT_PICKED, alwaysValid: false, beyond: true }
    throw error
  }
}

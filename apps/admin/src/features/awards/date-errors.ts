import { expiresAfterIssue } from '@recert/domain/awards'
import { DomainError } from '@recert/domain/errors'
import { refusalOf } from '../../parts/form.tsx'
import { instantOf } from '../../parts/picked-instant.ts'
import type { TermsValues } from './award-terms.ts'

/** Which field the server's refusals belong to. */
export const FIELD_OF_CODE = {
  EXPIRY_NOT_AFTER_ISSUE: 'expires', EXPIRY_TOO_FAR: 'expires', EXPIRY_MISSING_FOR_AWARD: 'expires',
  ITEM_NOT_FOUND: 'item', EXTERNAL_NOT_FOUND: 'activity', EXTERNAL_OF_ANOTHER: 'activity',
}

/** What is wrong with the dates, as sentences for their fields. */
export function dateErrors({ issued, expires, alwaysValid }: TermsValues, timeZone: string, missing: string): Partial<Record<'issued' | 'expires', string>> {
  const issuedAt = instantOf(issued, timeZone)
  if (!issuedAt) return { issued: missing }
  if (alwaysValid) return {}
  const expiresAt = instantOf(expires, timeZone)
  const refusal = refusalOf(() => {
    if (!expiresAt) throw new DomainError('EXPIRY_MISSING_FOR_AWARD')
    if (!expiresAfterIssue({ issuedAt, expiresAt })) throw new DomainError('EXPIRY_NOT_AFTER_ISSUE')
  })
  return refusal ? { expires: refusal } : {}
}

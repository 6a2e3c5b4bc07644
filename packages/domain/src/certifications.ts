import { type Validity, VALIDITY_UNITS } from './dates.ts'
import { DomainError } from './errors.ts'
import type { Language } from './people.ts'
import { checkCode, checkName, checkText } from './text.ts'

/** What a certification is defined by, as it comes in. An edit of some fields is checked merged over what is stored. */
export type CertificationInput = {
  name: string
  code?: string | null
  description?: string
  validity: Validity
  allowRetake: boolean
}

/** The same, checked: texts trimmed, an empty code is none. */
export type CertificationDefinition = {
  name: string
  code: string | null
  description: string
  validity: Validity
  allowRetake: boolean
}

const DESCRIPTION_MOST = 10_000

/** R3.2. Throws NAME_REQUIRED, CODE_LOOKS_LIKE_UUID, VALIDITY_INVALID, TEXT_TOO_LONG, TEXT_UNREADABLE. Whether the code is taken, only the database knows. */
export function checkCertification({ name, code, description, validity, allowRetake }: CertificationInput): CertificationDefinition {
  return {
    name: checkName(name),
    code: code?.trim() ? checkCode(code) : null,
    description: checkText(description ?? '', 'description', DESCRIPTION_MOST),
    validity: checkValidity(validity),
    allowRetake,
  }
}

export const VALIDITY_MOST = 9999

/** R3.2: a whole number from 0 to 9999 and a unit. Empty, negative, fractional or other text is refused, never read as 0. Throws VALIDITY_INVALID. */
export function checkValidity({ amount, unit }: { amount: unknown; unit: unknown }): Validity {
  const known = VALIDITY_UNITS.find((each) => each === unit)
  const whole = typeof amount === 'number' && Number.isInteger(amount) && amount >= 0 && amount <= VALIDITY_MOST
  if (!known || !whole) throw new DomainError('VALIDITY_INVALID')
  return { amount, unit: known }
}

const UNIT_NAMES = {
  en: { day: ['day', 'days'], week: ['week', 'weeks'], month: ['month', 'months'], year: ['year', 'years'] },
  it: { day: ['giorno', 'giorni'], week: ['settimana', 'settimane'], month: ['mese', 'mesi'], year: ['anno', 'anni'] },
} as const satisfies Record<Language, Record<Validity['unit'], readonly [one: string, many: string]>>

const NEVER = { en: 'Never', it: 'Mai' } as const satisfies Record<Language, string>

/** R3.1: the validity in words: "1 year", "18 months", "Never". */
export function describeValidity({ amount, unit }: Validity, language: Language): string {
  if (amount === 0) return NEVER[language]
  const [one, many] = UNIT_NAMES[language][unit]
  return `${amount} ${amount === 1 ? one : many}`
}

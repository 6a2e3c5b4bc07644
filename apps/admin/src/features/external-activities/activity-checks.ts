import { midnightInZone } from '@recert/domain/dates'
import { checkExternalReport } from '@recert/domain/external-activities'
import { refusalOf } from '../../parts/form.tsx'
import { type ActivityValues, readNumber } from './activity-values.ts'

/** Which field a refusal of the server belongs to. */
export const FIELD_OF_CODE = { TITLE_REQUIRED: 'title', EXTERNAL_DATES: 'completedDay', CERTIFICATION_RETIRED: 'certification', CERTIFICATION_NOT_FOUND: 'certification', EXPIRY_TOO_FAR: 'completedDay' }

/** What is wrong with each field, in the order of the fields, so that the first wrong one gets the focus. `missing`: the sentence for a day that must be given. */
export const checksOf = (missing: string, timeZone: string) => {
  const sound = { title: 'x', completedAt: new Date(0) }
  return {
    title: (title: string) => refusalOf(() => checkExternalReport({ ...sound, title })),
    type: (type: string) => refusalOf(() => checkExternalReport({ ...sound, type })),
    completedDay: (day: string | undefined, { startedDay }: ActivityValues) => {
      if (!day) return missing
      return refusalOf(() => checkExternalReport({ ...sound, completedAt: midnightInZone(day, timeZone), startedAt: startedDay ? midnightInZone(startedDay, timeZone) : null }))
    },
    score: (score: string) => refusalOf(() => checkExternalReport({ ...sound, score: readNumber(score) })),
    credits: (credits: string) => refusalOf(() => checkExternalReport({ ...sound, credits: readNumber(credits) })),
    institute: (institute: string) => refusalOf(() => checkExternalReport({ ...sound, institute })),
  }
}

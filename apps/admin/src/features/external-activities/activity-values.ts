import { dayInZone, midnightInZone } from '@recert/domain/dates'
import type { StoredFile } from '@recert/ui/send-file'
import type { Outputs } from '../../api.ts'

export type Activity = Outputs['externalActivities']['list']['items'][number]

export type CertificationChoice = { id: string; name: string; code: string | null }

/** A report as the form holds it: days in the viewer's zone, numbers as they are typed. */
export type ActivityValues = {
  title: string; type: string; startedDay: string | undefined; completedDay: string | undefined; score: string; credits: string; institute: string
  certification: CertificationChoice | null; replace: boolean; evidence: StoredFile | null
}

export const NEW_ACTIVITY: ActivityValues = {
  title: '', type: '', startedDay: undefined, completedDay: undefined, score: '', credits: '', institute: '', certification: null, replace: false, evidence: null,
}

export function valuesOf(activity: Activity, timeZone: string): ActivityValues {
  const { certificationId: id, certificationName: name, certificationCode: code } = activity
  return {
    title: activity.title, type: activity.type, institute: activity.institute, replace: activity.replace, evidence: activity.evidence,
    startedDay: activity.startedAt ? dayInZone(new Date(activity.startedAt), timeZone) : undefined, completedDay: dayInZone(new Date(activity.completedAt), timeZone),
    score: activity.score === null ? '' : String(activity.score), credits: activity.credits === null ? '' : String(activity.credits),
    certification: id && name !== null ? { id, name, code } : null,
  }
}

/** A number as people type it, with a point or a comma; null when empty, NaN when it is none. */
export function readNumber(text: string): number | null {
  const trimmed = text.trim().replace(',', '.')
  return trimmed === '' ? null : Number(trimmed)
}

/** R5.1: a picked day begins at midnight in the viewer's zone. */
const instantOf = (day: string, timeZone: string): string => midnightInZone(day, timeZone).toISOString()

/** The form's values as the API takes them; `completedDay` must be there. */
export const reportOf = ({ title, type, startedDay, completedDay, score, credits, institute, certification }: ActivityValues, timeZone: string) => ({
  title: title.trim(), type: type.trim(), institute: institute.trim(), score: readNumber(score), credits: readNumber(credits),
  startedAt: startedDay ? instantOf(startedDay, timeZone) : null, completedAt: instantOf(completedDay ?? '', timeZone), certificationCode: certification?.id ?? null,
})

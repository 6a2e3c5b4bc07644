import { i18n } from '@lingui/core'
import { dayInZone, midnightInZone } from '@recert/domain/dates'
import { DomainError } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import { checkExternalReport } from '@recert/domain/external-activities'
import { chooseLanguage } from '@recert/ui/language'
import type { StoredFile } from '@recert/ui/send-file'
import type { MyActivity } from './activity-card.tsx'

/** A report as the form holds it: days in the viewer's zone, empty when not given; numbers as they are typed. */
export type ReportValues = { title: string; type: string; institute: string; startedDay: string; completedDay: string; score: string; credits: string; certification: string; evidence: StoredFile | null }
export type ReportErrors = Partial<Record<keyof ReportValues, string>>

export function valuesOf(activity: MyActivity | null, timeZone: string): ReportValues {
  const day = (instant: string | null | undefined): string => (instant ? dayInZone(new Date(instant), timeZone) : '')
  return {
    title: activity?.title ?? '', type: activity?.type ?? '', institute: activity?.institute ?? '', startedDay: day(activity?.startedAt), completedDay: day(activity?.completedAt),
    score: activity?.score?.toString() ?? '', credits: activity?.credits?.toString() ?? '', certification: activity?.certificationId ?? '', evidence: activity?.evidence ?? null,
  }
}

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')))

/** R5.1: a picked day begins at midnight in the viewer's zone. */
export const reportOf = ({ title, type, institute, startedDay, completedDay, score, credits, certification, evidence }: ReportValues, timeZone: string) => ({
  title: title.trim(), type: type.trim(), institute: institute.trim(), score: numberOf(score), credits: numberOf(credits), certificationCode: certification || null, evidenceId: evidence?.id ?? null,
  startedAt: startedDay ? midnightInZone(startedDay, timeZone).toISOString() : null, completedAt: midnightInZone(completedDay, timeZone).toISOString(),
})

/** What is wrong, in the order of the fields. `texts`: what only the form knows how to say. `today`: in the viewer's zone. */
export function errorsOf(values: ReportValues, { timeZone, today, texts }: { timeZone: string; today: string; texts: { dayMissing: string; notYet: string } }): ReportErrors {
  const sound = { title: 'x', completedAt: new Date(0) }
  const refusal = (report: Partial<Parameters<typeof checkExternalReport>[0]>) => refusalOf(() => checkExternalReport({ ...sound, ...report }))
  const completedDay = () => {
    if (values.completedDay === '') return texts.dayMissing
    if (values.completedDay > today) return texts.notYet
    return refusal({ completedAt: midnightInZone(values.completedDay, timeZone), startedAt: values.startedDay ? midnightInZone(values.startedDay, timeZone) : null })
  }
  const found: Record<string, string | null> = {
    title: refusal({ title: values.title }), type: refusal({ type: values.type }), institute: refusal({ institute: values.institute }), completedDay: completedDay(),
    score: refusal({ score: numberOf(values.score) }), credits: refusal({ credits: numberOf(values.credits) }),
    evidence: values.evidence ? null : sentence('EVIDENCE_REQUIRED', {}, chooseLanguage(i18n.locale, [])),
  }
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== null))
}

/** The sentence with which the domain refuses a value: the form says the same as the server would. */
function refusalOf(check: () => unknown): string | null {
  try {
    check()
    return null
  } catch (error) {
    if (error instanceof DomainError) return sentence(error.code, error.values, chooseLanguage(i18n.locale, []))
    throw error
  }
}

import { useLingui } from '@lingui/react/macro'
import { REPORT_WORDS, type ReportWords } from '@recert/domain/report-words'
import type { Language } from '@recert/domain/people'
import { chooseLanguage } from '@recert/ui/language'

/** What columns and values are called in the viewer's language: the same words as in the files. */
export function useReportWords(): ReportWords & { language: Language } {
  const { i18n } = useLingui()
  const language = chooseLanguage(i18n.locale, [])
  return { ...REPORT_WORDS[language], language }
}

import { i18n } from '@lingui/core'
import type { Language } from '@recert/domain/people'
import { activateLanguage, type Catalogues, chooseLanguage } from '@recert/ui/language'

const catalogues: Catalogues = {
  en: () => import('./locales/en.po'),
  it: () => import('./locales/it.po'),
}

/** Fetches what `showLanguage` shows. */
export const loadLanguage = (persons: string | null | undefined) => catalogues[chooseLanguage(persons, navigator.languages)]()

/** Shows the app in a language; without one, in the browser's. */
export function showLanguage(persons: string | null | undefined): Promise<void> {
  const language: Language = chooseLanguage(persons, navigator.languages)
  return activateLanguage(i18n, catalogues, language)
}

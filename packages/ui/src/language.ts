import type { I18n, Messages } from '@lingui/core'
import { LANGUAGES, type Language } from '@recert/domain/people'

export type Catalogues = Record<Language, () => Promise<{ messages: Messages }>>

/** The languages by their own names, for drop-downs. */
export const LANGUAGE_NAMES = { en: 'English', it: 'Italiano' } as const satisfies Record<Language, string>

/** The person's language, else the first of the browser's that Recert speaks, else English. */
export function chooseLanguage(persons: string | null | undefined, browsers: readonly string[]): Language {
  const wanted = [persons ?? '', ...browsers].map((tag) => tag.slice(0, 2).toLowerCase())
  for (const tag of wanted) {
    const known = LANGUAGES.find((language) => language === tag)
    if (known) return known
  }
  return 'en'
}

/** Loads a language's catalogue and says to the page which language it is in now. */
export async function activateLanguage(i18n: I18n, catalogues: Catalogues, language: Language): Promise<void> {
  const { messages } = await catalogues[language]()
  i18n.loadAndActivate({ locale: language, messages })
  document.documentElement.lang = language
}

import type { SentenceCode, Values } from './errors.ts'
import { type RejectionCode, shownValue } from './imports.ts'
import type { Language } from './people.ts'
import { en } from './sentences/en.ts'
import { it } from './sentences/it.ts'
import { WORDS } from './sentences/words.ts'

// Apart from the codes: whoever only throws or compares them does not load the words of every language.

const SENTENCES = { en, it } satisfies Record<Language, Record<SentenceCode, string>>

/** The sentence of a code, the same in the API, in downloads and on screens. A placeholder without a value stays visible. */
export function sentence(code: SentenceCode, values: Values, language: Language): string {
  return SENTENCES[language][code].replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const words = WORDS[language][code]?.[name]
    if (typeof words === 'function') return words(values) || placeholder
    const value = String(values[name] ?? placeholder)
    return words && Object.hasOwn(words, value) ? (words[value] ?? value) : value
  })
}

/**
 * The sentence of a rejected or skipped row. `column` is the column's name as the file has it, or the field's where it has none;
 * `detail` holds the lines that rejected and skipped duplicates name.
 */
export function rejectionSentence(
  { code, column, value, detail }: { code: RejectionCode; column: string | null; value: string | null; detail: string | null },
  language: Language,
): string {
  return sentence(code, { column: column ?? '', value: shownValue(value ?? ''), lines: detail ?? '', line: detail ?? '' }, language)
}

import { i18n } from '@lingui/core'
import cronstrue from 'cronstrue/i18n'

/** A rule in words, in the language of the screen: “At 07:00, only on Monday”. Null for what is no rule. */
export function cronWords(cron: string): string | null {
  try {
    return cronstrue.toString(cron, { locale: i18n.locale, use24HourTimeFormat: true })
  } catch {
    return null
  }
}

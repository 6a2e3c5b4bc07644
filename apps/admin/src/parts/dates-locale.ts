import 'dayjs/locale/it'
import { useLingui } from '@lingui/react/macro'

/** The language of calendars. A language of Recert takes its import above. */
export function useDatesLocale(): string {
  const { i18n } = useLingui()
  return i18n.locale
}

import '@mantine/dates/styles.css'
import 'dayjs/locale/it'
import { useLingui } from '@lingui/react/macro'
import { DateInput } from '@mantine/dates'
import { parseCsvInstant } from '@recert/domain/dates'

type Props = {
  label: string
  /** A day, `YYYY-MM-DD`. */
  value: string | undefined
  onChange: (day: string | undefined) => void
  min?: string | undefined
  max?: string | undefined
}

/** A day, typed as YYYY-MM-DD or picked. What else is typed is not guessed at. A language of Recert takes its dayjs import above. */
export function DayField({ label, value, onChange, min, max }: Props) {
  const { t, i18n } = useLingui()
  return (
    <DateInput
      label={label} placeholder={t`YYYY-MM-DD`} valueFormat="YYYY-MM-DD" locale={i18n.locale} flex={1} clearable hideOutsideDates weekendDays={[]}
      value={value ?? null} onChange={(day) => onChange(day ?? undefined)} minDate={min} maxDate={max}
      dateParser={(text) => (/^\d{4}-\d\d-\d\d$/.test(text.trim()) && parseCsvInstant(text).ok ? text.trim() : null)}
      clearButtonProps={{ 'aria-label': t`Clear ${label}` }} nextLabel={t`Next`} previousLabel={t`Previous`}
    />
  )
}

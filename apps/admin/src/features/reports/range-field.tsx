import { useLingui } from '@lingui/react/macro'
import { Fieldset, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { dayInZone } from '@recert/domain/dates'
import type { ReportRange } from '@recert/domain/reports'
import { useViewer } from '@recert/ui/viewer'
import { useState } from 'react'
import { DayField } from '../../parts/day-field.tsx'
import { beginningOf, endOf } from '../awards/award-query.ts'

type Props = { title: string; value: ReportRange | null; onChange: (range: ReportRange | null) => void }
type Kind = 'any' | 'between' | 'last' | 'next'

const OFFERED_DAYS = 90

/** Any time, between two days of the viewer's zone, or so many days back or ahead of the day on which the report is read. */
export function RangeField({ title, value, onChange }: Props) {
  const { t } = useLingui()
  // "Between" without a day filters nothing, and the address does not know it.
  const [between, setBetween] = useState(false)
  const kind = value === null ? (between ? 'between' : 'any') : kindOf(value)
  const choose = (next: Kind) => {
    setBetween(next === 'between')
    onChange(next === 'last' ? { lastDays: OFFERED_DAYS } : next === 'next' ? { nextDays: OFFERED_DAYS } : null)
  }
  return (
    <Fieldset legend={title} p="xs">
      <Stack gap="xs">
        <NativeSelect
          aria-label={t`When: ${title}`} value={kind} onChange={({ currentTarget }) => choose(currentTarget.value as Kind)}
          data={[{ value: 'any', label: t`At any time` }, { value: 'between', label: t`Between two days` }, { value: 'last', label: t`In the last … days` }, { value: 'next', label: t`In the next … days` }]}
        />
        {kind === 'between' && <Days range={value ? spanOf(value) : {}} onChange={onChange} />}
        {value && 'lastDays' in value && <DaysCount key="last" label={t`Days back: ${title}`} value={value.lastDays} onChange={(lastDays) => onChange({ lastDays })} />}
        {value && 'nextDays' in value && <DaysCount key="next" label={t`Days ahead: ${title}`} value={value.nextDays} onChange={(nextDays) => onChange({ nextDays })} />}
      </Stack>
    </Fieldset>
  )
}

const kindOf = (range: ReportRange): Kind => ('lastDays' in range ? 'last' : 'nextDays' in range ? 'next' : 'between')

const spanOf = (range: ReportRange): Span => ('lastDays' in range || 'nextDays' in range ? {} : range)

type Span = { from?: string | undefined; to?: string | undefined }

/** R5.1: a picked day begins at midnight in the viewer's zone; the last day counts whole. */
function Days({ range: { from, to }, onChange }: { range: Span; onChange: (range: ReportRange | null) => void }) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const first = from && dayInZone(new Date(from), timeZone)
  const last = to && dayInZone(new Date(Date.parse(to) - 1), timeZone)
  const tell = (span: Span) => onChange(span.from === undefined && span.to === undefined ? null : span)
  return (
    <Group gap="xs" align="flex-start">
      <DayField label={t`From`} value={first} max={last} onChange={(day) => tell({ from: beginningOf(day, timeZone), to })} />
      <DayField label={t`Until`} value={last} min={first} onChange={(day) => tell({ from, to: endOf(day, timeZone) })} />
    </Group>
  )
}

/** A whole number of days; while it is none, the range stays as it was. */
function DaysCount({ label, value, onChange }: { label: string; value: number; onChange: (days: number) => void }) {
  const { t } = useLingui()
  const [text, setText] = useState(String(value))
  const days = daysOf(text)
  return (
    <TextInput
      label={label} inputMode="numeric" maxLength={5} value={days === value || days === null ? text : String(value)} error={days === null && t`Whole days, from 1 to 36500.`}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value)
        const typed = daysOf(currentTarget.value)
        if (typed !== null) onChange(typed)
      }}
    />
  )
}

function daysOf(text: string): number | null {
  const days = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0
  return days >= 1 && days <= 36_500 ? days : null
}

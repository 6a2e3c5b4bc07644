import '@mantine/dates/styles.css'
import 'dayjs/locale/it'
import { useLingui } from '@lingui/react/macro'
import { DateInput } from '@mantine/dates'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { readDay } from './typed-day.ts'

type Props = {
  label: string
  /** A day, `YYYY-MM-DD`. */
  value: string | undefined
  /** Gets undefined also while what is typed is no day. */
  onChange: (day: string | undefined) => void
  min?: string | undefined
  max?: string | undefined
  description?: ReactNode
  required?: boolean
  disabled?: boolean
  error?: ReactNode
}

/**
 * A day, typed as YYYY-MM-DD or picked. What else is typed is not guessed at: it stays, with the reason under it, and its form cannot be sent.
 * A language of Recert takes its dayjs import above.
 */
export function DayField({ label, value, onChange, min, max, error, ...input }: Props) {
  const { t, i18n } = useLingui()
  const field = useRef<HTMLInputElement>(null)
  // What was typed since there was a day last.
  const [text, setText] = useState('')
  const [left, setLeft] = useState(false)
  // Whoever has typed a day needs no calendar, which lies over what comes next.
  const [entered, setEntered] = useState(false)
  const typed = value === undefined && !input.disabled && text.trim() !== '' ? readDay(text, { min, max }) : null
  const wrong = typed && 'wrong' in typed ? typed.wrong : null
  // Refused for its limits, and allowed since they changed.
  const allowed = typed && 'day' in typed ? typed.day : null
  const take = useEffectEvent((day: string) => onChange(day))
  useEffect(() => { if (allowed) take(allowed) }, [allowed])
  const refuse = useEffectEvent((event: SubmitEvent) => {
    if (!wrong) return
    event.preventDefault()
    // Before React hears of it.
    event.stopPropagation()
    setLeft(true)
    field.current?.focus()
  })
  useEffect(() => {
    const form = field.current?.form
    const onSubmit = (event: SubmitEvent) => refuse(event)
    form?.addEventListener('submit', onSubmit)
    return () => form?.removeEventListener('submit', onSubmit)
  }, [])
  const sentences = { unreadable: t`Write it like 2025-12-31: year, month, day.`, too_early: t`The earliest day is ${min}.`, too_late: t`The latest day is ${max}.` }
  return (
    <DateInput
      {...input} ref={field} label={label} placeholder={t`YYYY-MM-DD`} valueFormat="YYYY-MM-DD" locale={i18n.locale} flex={1} clearable hideOutsideDates weekendDays={[]} fixOnBlur={false}
      value={value ?? null} minDate={min} maxDate={max} error={wrong ? left && sentences[wrong] : error}
      onChange={(day) => { setText(''); setLeft(false); onChange(day ?? undefined) }}
      onInput={(event) => {
        const now = event.currentTarget.value
        setText(now)
        if (value !== undefined && 'wrong' in readDay(now, { min, max })) onChange(undefined)
      }}
      popoverProps={{ disabled: entered || input.disabled }} onKeyDown={(event) => setEntered(event.key === 'Enter')} onClick={() => setEntered(false)}
      onBlur={() => setLeft(true)}
      dateParser={(now) => { const read = readDay(now); return 'day' in read ? read.day : null }}
      clearButtonProps={{ 'aria-label': t`Clear ${label}` }} nextLabel={t`Next`} previousLabel={t`Previous`}
    />
  )
}

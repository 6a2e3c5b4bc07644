import { useLingui } from '@lingui/react/macro'
import { Group } from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { useViewer } from '@recert/ui/viewer'
import type { ReactNode } from 'react'
import { DayField } from './day-field.tsx'
import type { PickedInstant } from './picked-instant.ts'

/** One of the two explains itself longer; their inputs stand in a line all the same. */
const HELP_UNDER = { inputWrapperOrder: ['label' as const, 'input' as const, 'description' as const, 'error' as const] }

type Props = { label: string; timeLabel: string; value: PickedInstant; onChange: (value: PickedInstant) => void; max?: string | undefined; description?: ReactNode; required?: boolean; disabled?: boolean; error?: ReactNode; 'data-path'?: string }

/** R5.1: a day in the viewer's zone, with a time for whoever wants one. */
export function InstantField({ label, timeLabel, value, onChange, disabled = false, ...day }: Props) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <DayField {...day} {...HELP_UNDER} label={label} disabled={disabled} value={value.day} onChange={(picked) => onChange({ ...value, day: picked })} />
      <TimeInput
        {...HELP_UNDER} label={timeLabel} description={t`Without one: midnight, ${timeZone}.`} disabled={disabled || value.day === undefined} w={150}
        value={value.day === undefined ? '' : value.time} onChange={(event) => onChange({ ...value, time: event.currentTarget.value })}
      />
    </Group>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text } from '@mantine/core'
import { addValidity, dayInZone, midnightInZone, type Validity } from '@recert/domain/dates'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { useViewer } from '@recert/ui/viewer'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, refreshAll } from '../api.ts'
import { DayField } from '../parts/day-field.tsx'
import { useSession } from './session.ts'

export function DemoClockForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui()
  const { now } = useSession()
  const { timeZone } = useViewer()
  const [day, setDay] = useState<string>()
  const move = useMutation(api.demoClock.set.mutationOptions({
    meta: { told: true },
    onSuccess: async () => { await refreshAll(); onDone() },
  }))
  const steps: { title: string; by: Validity }[] = [
    { title: t`1 day on`, by: { amount: 1, unit: 'day' } },
    { title: t`1 week on`, by: { amount: 1, unit: 'week' } },
    { title: t`1 month on`, by: { amount: 1, unit: 'month' } },
    { title: t`1 year on`, by: { amount: 1, unit: 'year' } },
  ]
  const moveTo = (to: Date | null) => { if (to) move.mutate({ now: to.toISOString() }) }
  const problem = move.error && problemOf(move.error)
  return (
    <Stack gap="md">
      <Text size="sm"><Trans>For Recert it is <Instant value={now} />. Expiry, reminders and mails follow the clock. It goes forward only, as soon as there are awards.</Trans></Text>
      {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
      <Group gap="xs">
        {steps.map(({ title, by }) => <Button key={title} variant="default" size="sm" disabled={move.isPending} onClick={() => moveTo(addValidity(new Date(now), by))}>{title}</Button>)}
      </Group>
      <form onSubmit={(event) => { event.preventDefault(); if (day) moveTo(midnightInZone(day, timeZone)) }}>
        <Group align="flex-end" gap="sm">
          <DayField label={t`Or to a day`} value={day} onChange={setDay} min={dayInZone(new Date(now), timeZone)} />
          <Button type="submit" loading={move.isPending} disabled={!day}><Trans>Move</Trans></Button>
        </Group>
      </form>
    </Stack>
  )
}

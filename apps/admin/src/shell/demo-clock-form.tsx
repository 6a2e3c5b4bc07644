import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { addValidity, dayInZone, midnightInZone, type Validity } from '@recert/domain/dates'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { ReasonButton } from '@recert/ui/reason-button'
import { useViewer } from '@recert/ui/viewer'
import { IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../api.ts'
import { DayField } from '../parts/day-field.tsx'
import { useSession } from './session.ts'

/** R16.1: moves the clock, waits until what fell due in between is done, and says what that was. */
export function DemoClockForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui()
  const { now } = useSession()
  const { timeZone } = useViewer()
  const [day, setDay] = useState<string>()
  const move = useMutation(api.demoClock.set.mutationOptions({ meta: { told: true }, onSuccess: () => refreshAll() }))
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
        <ToNextExpiry now={now} disabled={move.isPending} onMove={moveTo} />
      </Group>
      <form onSubmit={(event) => { event.preventDefault(); if (day) moveTo(midnightInZone(day, timeZone)) }}>
        <Group align="flex-end" gap="sm">
          <DayField label={t`Or to a day`} value={day} onChange={setDay} min={dayInZone(new Date(now), timeZone)} />
          <Button type="submit" loading={move.isPending} disabled={!day}><Trans>Move</Trans></Button>
        </Group>
      </form>
      <div role="status">
        {move.isPending && <Text size="sm" c="dimmed"><Trans>The clock moves; what falls due in between is being done …</Trans></Text>}
        {move.data && !move.isPending && <Due moved={move.data} />}
      </div>
      <Group justify="flex-end"><Button variant="default" onClick={onDone}><Trans>Close</Trans></Button></Group>
    </Stack>
  )
}

function ToNextExpiry({ now, disabled, onMove }: { now: string; disabled: boolean; onMove: (to: Date) => void }) {
  const { t } = useLingui()
  const { features } = useSession()
  const later = new Date(Date.parse(now) + 1).toISOString()
  const { data, isPending } = useQuery({ ...api.awards.list.queryOptions({ expiresFrom: later, sort: 'expires', direction: 'asc', limit: 1 }), enabled: features.certifications })
  const next = data?.items[0]?.expiresAt
  if (isPending && features.certifications) return <Button variant="default" size="sm" disabled><Trans>To the next expiry</Trans></Button>
  if (!next) return <ReasonButton variant="default" size="sm" reason={t`No current award expires later than now.`}><Trans>To the next expiry</Trans></ReasonButton>
  return <Button variant="default" size="sm" disabled={disabled} onClick={() => onMove(new Date(next))}><Trans>To the next expiry</Trans></Button>
}

/** What fell due while the clock moved. */
function Due({ moved: { now, due } }: { moved: Outputs['demoClock']['set'] }) {
  return (
    <Alert color="teal" variant="light" icon={<IconCircleCheck aria-hidden />} title={<Trans>It is <Instant value={now} /></Trans>}>
      {due && due.expired + due.notified + due.forgotten > 0
        ? (
          <List size="sm">
            {due.expired > 0 && <List.Item><Plural value={due.expired} one="# award expired" other="# awards expired" /></List.Item>}
            {due.notified > 0 && <List.Item><Plural value={due.notified} one="# notification fell due" other="# notifications fell due" /></List.Item>}
            {due.forgotten > 0 && <List.Item><Plural value={due.forgotten} one="# thing that was kept long enough is gone" other="# things that were kept long enough are gone" /></List.Item>}
          </List>
        )
        : <Text size="sm"><Trans>Nothing fell due in between.</Trans></Text>}
    </Alert>
  )
}

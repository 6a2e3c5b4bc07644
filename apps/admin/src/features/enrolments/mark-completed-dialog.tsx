import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { useDebouncedValue } from '@mantine/hooks'
import { BEFORE_LINK } from '@recert/domain/completions'
import { dayInZone, instantInZone } from '@recert/domain/dates'
import { nameOf } from '@recert/domain/people'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { useViewer } from '@recert/ui/viewer'
import { IconInfoCircle } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { DayField } from '../../parts/day-field.tsx'
import { useSession } from '../../shell/session.ts'
import { Outcomes } from '../completions/outcome.tsx'
import type { Enrolment } from './enrolments-list.tsx'

type Props = { enrolment: Pick<Enrolment, 'personId' | 'username' | 'firstName' | 'lastName' | 'kind' | 'itemCode' | 'itemName'>; onClose: () => void }

/** An administrator's word that somebody completed an item, what it would lead to while the day is chosen, and what it led to. */
export function MarkCompletedDialog({ enrolment, onClose }: Props) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const { now } = useSession()
  const today = dayInZone(new Date(now), timeZone)
  const [day, setDay] = useState<string | undefined>(today)
  const [time, setTime] = useState('')
  const mark = useMutation(api.completions.create.mutationOptions({ meta: { told: true }, onSuccess: () => refreshAll() }))
  const report = day === undefined ? null : {
    username: enrolment.personId, kind: enrolment.kind, itemCode: enrolment.itemCode, completedAt: instantInZone(day, time || '00:00', timeZone).toISOString(),
  }
  const problem = mark.error && problemOf(mark.error)
  return (
    <Modal opened onClose={onClose} title={<Trans>Mark as completed</Trans>} size="lg">
      {mark.data ? <Result completion={mark.data} onClose={onClose} /> : (
        <form onSubmit={(event) => { event.preventDefault(); if (report) mark.mutate(report) }}>
          <Stack gap="md">
            <Text size="sm"><Trans><strong>{nameOf(enrolment)}</strong> completed <strong>{enrolment.itemName}</strong>:</Trans></Text>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              <DayField
                label={t`Completed on`} required value={day} max={today} onChange={setDay} error={day === undefined && t`The completion date is missing. Please enter it.`}
                description={t`What it awards is valid from then on.`}
              />
              <TimeInput label={t`Time`} description={t`Without one: midnight, ${timeZone}.`} value={time} onChange={(event) => setTime(event.currentTarget.value)} />
            </SimpleGrid>
            {report && <Foreseen report={report} untimed={time === ''} />}
            {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
              <Button type="submit" disabled={!report} loading={mark.isPending}><Trans>Mark as completed</Trans></Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}

/** What the completion would lead to, before it is recorded. */
function Foreseen({ report, untimed }: { report: { username: string; kind: Enrolment['kind']; itemCode: string; completedAt: string }; untimed: boolean }) {
  const { features } = useSession()
  const [asked] = useDebouncedValue(report, 250)
  const { data, error } = useQuery({ ...api.completions.foresee.queryOptions(asked), placeholderData: keepPreviousData })
  const notAwarded = data?.certifications.some(({ outcome }) => outcome === 'kept' || outcome === 'refused')
  return (
    <div role="status">
      {error && <Text size="sm" c="dimmed">{problemOf(error).sentence}</Text>}
      {data?.known && <Alert variant="light" color="yellow" icon={<IconInfoCircle aria-hidden />}><Trans>This very completion is recorded already. Nothing will change.</Trans></Alert>}
      {data && !data.known && features.certifications && (
        <Alert variant="light" color={notAwarded ? 'yellow' : 'blue'} icon={<IconInfoCircle aria-hidden />} title={<Trans>What this leads to</Trans>}>
          <Stack gap="xs">
            <Outcomes outcomes={data.certifications} />
            {untimed && data.certifications.some(({ reason }) => reason === BEFORE_LINK) && <Text size="sm"><Trans>If it was completed on the day of the assignment, but after it, add the time.</Trans></Text>}
          </Stack>
        </Alert>
      )}
    </div>
  )
}

function Result({ completion, onClose }: { completion: Outputs['completions']['create']; onClose: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The form is gone; whoever works by keyboard or ear goes on here.
  useEffect(() => heading.current?.focus(), [])
  return (
    <Stack gap="md">
      <Title order={3} ref={heading} tabIndex={-1}>{completion.known ? <Trans>It was recorded already</Trans> : <Trans>Recorded</Trans>}</Title>
      <Text size="sm"><Trans>{nameOf(completion)} completed {completion.itemName} on <Instant value={completion.completedAt} />.</Trans></Text>
      <Outcomes outcomes={completion.outcomes} />
      <Group justify="flex-end"><Button onClick={onClose}><Trans>Close</Trans></Button></Group>
    </Stack>
  )
}

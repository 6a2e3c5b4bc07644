import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Badge, Stack, Text } from '@mantine/core'
import { Instant } from '@recert/ui/instant'
import { useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../api.ts'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { jobName } from './job-name.ts'

type Schedule = Outputs['schedules']['list']['items'][number]

/** What runs by the clock. */
export function Schedules() {
  const { t } = useLingui()
  const columns = useColumns()
  const query = useQuery({ ...api.schedules.list.queryOptions(), refetchInterval: 3_000 })
  return (
    <ListTable
      label={t`Schedules`} list={wholeList(query)} rowKey={({ name }) => name} columns={columns} card={(schedule) => <ScheduleCard schedule={schedule} />}
      empty={<Text size="sm" c="dimmed"><Trans>Nothing runs by the clock.</Trans></Text>}
    />
  )
}

function useColumns(): Column<Schedule>[] {
  const { t } = useLingui()
  return [
    { key: 'name', title: t`Job`, header: true, render: ({ name }) => <Text size="sm" fw={600}>{jobName(name)}</Text> },
    { key: 'when', title: t`When`, render: (schedule) => <When schedule={schedule} /> },
    { key: 'last', title: t`Last run`, render: (schedule) => <Last schedule={schedule} /> },
    { key: 'next', title: t`Next time`, render: ({ nextAt }) => <Instant value={nextAt} /> },
  ]
}

function When({ schedule: { every, at, cron } }: { schedule: Schedule }) {
  return (
    <>
      <Text size="sm">{every === 'minute' ? <Trans>Every minute</Trans> : <Trans>Every day at {at} UTC</Trans>}</Text>
      <Text size="xs" c="dimmed" ff="monospace">{cron}</Text>
    </>
  )
}

function Last({ schedule: { last } }: { schedule: Schedule }) {
  if (!last) return <Text size="sm" c="dimmed"><Trans>Not yet</Trans></Text>
  return (
    <>
      {last.state === 'failed' && <Badge color="red" variant="light" tt="none" miw="max-content"><Trans>Failed</Trans></Badge>}
      {last.state === 'running' && <Badge color="blue" variant="light" tt="none" miw="max-content"><Trans>Under way</Trans></Badge>}
      {last.state === 'finished' && <Badge color="teal" variant="light" tt="none" miw="max-content"><Trans>Finished</Trans></Badge>}
      <Text size="sm" component="div" mt={4}><Instant value={last.at} /></Text>
      {last.done !== null && last.state === 'finished' && <Text size="xs" c="dimmed"><Plural value={last.done} _0="nothing was due" one="# was due" other="# were due" /></Text>}
      {last.error && <Text size="sm">{last.error.message}</Text>}
    </>
  )
}

function ScheduleCard({ schedule }: { schedule: Schedule }) {
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>{jobName(schedule.name)}</Text>
      <div><When schedule={schedule} /></div>
      <div><Last schedule={schedule} /></div>
      <Text size="sm" component="div"><Trans>Next: <Instant value={schedule.nextAt} /></Trans></Text>
    </Stack>
  )
}

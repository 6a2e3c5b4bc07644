import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Badge, Group, Stack, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { formatBytes } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { IconServer } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../api.ts'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { jobName } from './job-name.ts'
import { JobProgress } from './job-progress.tsx'
import { JobSubject } from './job-subject.tsx'

type Worker = Outputs['workers']['list']['items'][number]

/** The processes that do the work, and what each has in hand. */
export function Fleet() {
  const { t } = useLingui()
  const columns = useColumns()
  const query = useQuery({ ...api.workers.list.queryOptions(), refetchInterval: 2_000 })
  return (
    <ListTable
      label={t`Workers`} list={wholeList(query)} rowKey={({ id }) => id} columns={columns} card={(worker) => <WorkerCard worker={worker} />}
      empty={<EmptyState icon={IconServer} title={<Trans>No worker is alive</Trans>}><Trans>Each worker process appears here when it starts, with what it has in hand. Until one does, everything waits, and nothing is lost.</Trans></EmptyState>}
    />
  )
}

function useColumns(): Column<Worker>[] {
  const { t, i18n } = useLingui()
  return [
    { key: 'name', title: t`Worker`, header: true, render: (worker) => <Name worker={worker} /> },
    { key: 'state', title: t`State`, render: (worker) => <Pulse worker={worker} /> },
    { key: 'jobs', title: t`In hand`, render: (worker) => <InHand worker={worker} /> },
    { key: 'memory', title: t`Memory`, align: 'end', render: ({ memoryBytes }) => formatBytes(memoryBytes, i18n.locale) },
    { key: 'engine', title: t`Engine`, render: ({ engine }) => engine },
    { key: 'since', title: t`Since`, render: ({ startedAt }) => <Instant value={startedAt} /> },
  ]
}

function Name({ worker: { host, pid } }: { worker: Worker }) {
  return (
    <>
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{host}</Text>
      <Text size="xs" c="dimmed"><Trans>process {pid}</Trans></Text>
    </>
  )
}

function Pulse({ worker: { silent, secondsSilent } }: { worker: Worker }) {
  return (
    <>
      {silent ? <Badge color="red" variant="light" tt="none" miw="max-content"><Trans>Silent</Trans></Badge> : <Badge color="teal" variant="light" tt="none" miw="max-content"><Trans>Alive</Trans></Badge>}
      <Text size="xs" c="dimmed" mt={4}><Plural value={secondsSilent} _0="heard of just now" one="heard of # second ago" other="heard of # seconds ago" /></Text>
    </>
  )
}

function InHand({ worker: { jobs } }: { worker: Worker }) {
  if (jobs.length === 0) return <Text size="sm" c="dimmed"><Trans>Nothing</Trans></Text>
  return (
    <Stack gap="xs">
      {jobs.map((job) => (
        <div key={job.id}>
          <Text size="sm" fw={600}>{jobName(job.kind)}</Text>
          <JobSubject job={job} />
          <JobProgress job={job} />
        </div>
      ))}
    </Stack>
  )
}

function WorkerCard({ worker }: { worker: Worker }) {
  const { i18n } = useLingui()
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div><Name worker={worker} /></div>
        <div style={{ textAlign: 'end' }}><Pulse worker={worker} /></div>
      </Group>
      <InHand worker={worker} />
      <Text size="xs" c="dimmed" component="div">{formatBytes(worker.memoryBytes, i18n.locale)} · {worker.engine} · <Trans>since <Instant value={worker.startedAt} /></Trans></Text>
    </Stack>
  )
}

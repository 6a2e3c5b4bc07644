import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Code, DataList, Drawer, Group, Stack, Title } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { formatCount, formatDuration } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { Fact } from '../../parts/fact.tsx'
import { AuditLogLink } from '../audit/audit-log-link.tsx'
import { JobActions } from './job-actions.tsx'
import { jobName } from './job-name.ts'
import { JobProgress } from './job-progress.tsx'
import { isOpen, JobStateBadge } from './job-state.tsx'
import { JobSubject } from './job-subject.tsx'

/** Everything about one run, while it goes on and afterwards. */
export function JobDrawer({ job, onClose }: { job: string | undefined; onClose: () => void }) {
  return (
    <Drawer opened={job !== undefined} onClose={onClose} position="right" size="lg" title={<Trans>Job</Trans>}>
      {job !== undefined && <Contents id={job} />}
    </Drawer>
  )
}

function Contents({ id }: { id: string }) {
  const { t, i18n } = useLingui()
  const { data: job, error, refetch } = useQuery({
    ...api.jobs.get.queryOptions({ job: id }),
    refetchInterval: (query) => (query.state.data && isOpen(query.state.data) ? 1_500 : 5_000),
  })
  if (error && !job) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!job) return <SkeletonRows />
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Title order={2}>{jobName(job.kind)}</Title>
        <JobStateBadge job={job} />
      </Group>
      {job.error && <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={<Trans>Why it failed</Trans>}>{job.error.message}</Alert>}
      <DataList labelWidth="140px" withDivider gap={6}>
        {job.subject && <Fact name={t`Works on`}><JobSubject job={job} /></Fact>}
        {job.total > 0 && <Fact name={t`Progress`}><JobProgress job={job} /></Fact>}
        <Fact name={t`Started by`}>{job.createdBy ?? <Trans>Recert itself</Trans>}</Fact>
        <Fact name={t`Asked for`}><Instant value={job.createdAt} /></Fact>
        {job.startedAt && <Fact name={t`Began`}><Instant value={job.startedAt} /></Fact>}
        {job.finishedAt && <Fact name={t`Ended`}><Instant value={job.finishedAt} /></Fact>}
        {job.seconds !== null && <Fact name={t`Duration`}>{formatDuration(job.seconds, i18n.locale)}</Fact>}
        <Fact name={t`Tries`}>{formatCount(job.attempts, i18n.locale)}</Fact>
        {job.engine && <Fact name={t`Engine`}>{job.engine}</Fact>}
        {job.worker && <Fact name={t`Worker`}>{job.worker}</Fact>}
        {job.state === 'running' && job.heartbeatAt && <Fact name={t`Last heard of`}><Instant value={job.heartbeatAt} /></Fact>}
        <Fact name={t`Id`}><Code>{job.id}</Code></Fact>
      </DataList>
      <Group><JobActions job={job} /><AuditLogLink of={{ job: job.id }} /></Group>
    </Stack>
  )
}

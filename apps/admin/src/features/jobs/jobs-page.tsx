import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, type MantineColor, Progress, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { IconBriefcase } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, type Outputs, client, pagesOf } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { jobName } from './job-name.ts'
import { RetentionNote } from './retention-note.tsx'

type Job = Outputs['jobs']['list']['items'][number]

/** What runs, ran and waits in the background. */
export function JobsPage() {
  const { t } = useLingui()
  const columns = useColumns()
  const list = listOf(useInfiniteQuery({
    ...pagesOf(api.jobs.list, client.jobs.list.query, {}),
    refetchInterval: 3_000,
  }))
  return (
    <Page title={t`Jobs`} description={<Trans>Long work runs in the background. It goes on when you close the browser, and after a restart.</Trans>}>
      <RetentionNote />
      <ListTable
        label={t`Jobs`} list={list} rowKey={({ id }) => id} columns={columns}
        empty={<EmptyState icon={IconBriefcase} title={<Trans>Nothing has run yet</Trans>}><Trans>Imports, mails, awards for many people and what is done at night appear here while they are worked on, and afterwards.</Trans></EmptyState>}
      />
    </Page>
  )
}

function useColumns(): Column<Job>[] {
  const { t } = useLingui()
  const states = useJobStates()
  return [
    {
      key: 'kind', title: t`Job`, header: true,
      render: ({ kind, subjectId }) => (subjectId && kind.endsWith('Import')
        ? <TextLink to="/imports/$import" params={{ import: subjectId }} size="sm" fw={600}>{jobName(kind)}</TextLink>
        : <Text size="sm" fw={600}>{jobName(kind)}</Text>),
    },
    {
      key: 'state', title: t`State`,
      render: ({ state, error }) => (
        <>
          <Badge color={states[state].color} variant="light" tt="none">{states[state].title}</Badge>
          {error && <Text size="sm" mt={4}>{error.message}</Text>}
        </>
      ),
    },
    { key: 'progress', title: t`Progress`, render: (job) => <JobProgress job={job} /> },
    { key: 'created', title: t`Asked for`, render: ({ createdAt }) => <Instant value={createdAt} /> },
    { key: 'finished', title: t`Ended`, render: ({ finishedAt }) => finishedAt && <Instant value={finishedAt} /> },
    { key: 'attempts', title: t`Tries`, align: 'end', render: ({ attempts }) => attempts },
  ]
}

function JobProgress({ job: { state, done, total } }: { job: Job }) {
  const { t, i18n } = useLingui()
  if (total === 0 || (done === 0 && state !== 'running')) return null
  return (
    <>
      {state === 'running' && <Progress value={(done / total) * 100} w={140} aria-label={t`Progress`} />}
      <Text size="sm">{formatCount(done, i18n.locale)} / {formatCount(total, i18n.locale)}</Text>
    </>
  )
}

function useJobStates(): Record<Job['state'], { title: string; color: MantineColor }> {
  const { t } = useLingui()
  return {
    queued: { title: t`Waiting`, color: 'gray' },
    running: { title: t`Running`, color: 'blue' },
    finished: { title: t`Finished`, color: 'teal' },
    failed: { title: t`Failed`, color: 'red' },
    cancelled: { title: t`Cancelled`, color: 'gray' },
  }
}

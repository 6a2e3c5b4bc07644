import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Box, Group, MultiSelect, Stack, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { formatDuration } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { IconBriefcase } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { api, client, pagesOf } from '../../api.ts'
import { type ActiveFilter, FilterPills } from '../../parts/filter-pills.tsx'
import { FilterPopover } from '../../parts/filter-popover.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { OpenButton } from '../../parts/open-button.tsx'
import { TableViewMenu, useTableView } from '../../parts/table-view.tsx'
import { JOB_STATES, type JobsSearch } from '../../search.ts'
import { JobActions } from './job-actions.tsx'
import classes from './jobs.module.css'
import { jobKinds, jobName } from './job-name.ts'
import { JobProgress } from './job-progress.tsx'
import { isOpen, type Job, JobStateBadge, useJobStates } from './job-state.tsx'
import { JobSubject } from './job-subject.tsx'

type Props = { search: JobsSearch; onChange: (changes: Partial<JobsSearch>) => void }

/** Every run, newest first; it moves by itself. */
export function JobsList({ search: { state, kind }, onChange }: Props) {
  const { t } = useLingui()
  const columns = useColumns((job) => onChange({ job }))
  const [view, setView] = useTableView('jobs', ['ended'])
  const active = useActiveFilters({ state, kind }, onChange)
  const clear = () => onChange({ state: undefined, kind: undefined })
  const list = listOf(useInfiniteQuery({
    ...pagesOf(api.jobs.list, client.jobs.list.query, { state, kind }), placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some(isOpen)) ? 1_500 : 4_000),
  }))
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Filters search={{ state, kind }} onChange={onChange} />
        <Box visibleFrom="sm"><TableViewMenu columns={columns} view={view} onChange={setView} /></Box>
      </Group>
      <FilterPills filters={active} onClear={clear} />
      <ListTable
        label={t`Jobs`} list={list} rowKey={({ id }) => id} columns={columns} view={view} actions={(job) => <JobActions job={job} />} card={(job) => <JobCard job={job} onOpen={() => onChange({ job: job.id })} />}
        onClearFilters={active.length > 0 ? clear : undefined}
        empty={<EmptyState icon={IconBriefcase} title={<Trans>Nothing has run yet</Trans>}><Trans>Imports, awards for many people and what is done at night appear here while they are worked on, and afterwards.</Trans></EmptyState>}
      />
    </Stack>
  )
}

function Filters({ search: { state, kind }, onChange }: Props) {
  const { t } = useLingui()
  const states = useJobStates()
  const kinds = jobKinds()
  const orNone = <T,>(values: T[]): T[] | undefined => (values.length > 0 ? values : undefined)
  return (
    <FilterPopover>
      <Stack gap="sm">
        <MultiSelect
          label={t`State`} clearable data={JOB_STATES.map((value) => ({ value, label: states[value].title }))} value={state ?? []}
          onChange={(values) => onChange({ state: orNone(JOB_STATES.filter((each) => values.includes(each))) })}
        />
        <MultiSelect label={t`Job`} clearable data={kinds} value={kind ?? []} onChange={(values) => onChange({ kind: orNone(values) })} />
      </Stack>
    </FilterPopover>
  )
}

/** The filters that are on, in words. */
function useActiveFilters({ state, kind }: JobsSearch, onChange: Props['onChange']): ActiveFilter[] {
  const { t } = useLingui()
  const states = useJobStates()
  return [
    ...(state ? [{ key: 'state', text: t`State: ${state.map((each) => states[each].title).join(', ')}`, onRemove: () => onChange({ state: undefined }) }] : []),
    ...(kind ? [{ key: 'kind', text: t`Job: ${kind.map(jobName).join(', ')}`, onRemove: () => onChange({ kind: undefined }) }] : []),
  ]
}

function useColumns(onOpen: (id: string) => void): Column<Job>[] {
  const { t, i18n } = useLingui()
  return [
    {
      key: 'kind', title: t`Job`, header: true,
      render: (job) => (
        <div className={classes.job}>
          <OpenButton onClick={() => onOpen(job.id)}>{jobName(job.kind)}</OpenButton>
          <div><JobSubject job={job} /></div>
          {job.error && <Text size="sm" mt={2}>{job.error.message}</Text>}
        </div>
      ),
    },
    { key: 'state', title: t`State`, render: (job) => <JobStateBadge job={job} /> },
    { key: 'progress', title: t`Progress`, render: (job) => <JobProgress job={job} /> },
    { key: 'created', title: t`Asked for`, render: ({ createdAt, createdBy }) => <><Instant value={createdAt} />{createdBy && <Text size="xs" c="dimmed">{createdBy}</Text>}</> },
    { key: 'ended', title: t`Ended`, render: ({ finishedAt }) => finishedAt && <Instant value={finishedAt} /> },
    { key: 'duration', title: t`Duration`, align: 'end', render: ({ seconds, attempts }) => (
      <>
        {seconds !== null && <Text size="sm">{formatDuration(seconds, i18n.locale)}</Text>}
        {attempts > 0 && <Text size="xs" c="dimmed"><Plural value={attempts} one="# try" other="# tries" /></Text>}
      </>
    ) },
    { key: 'worker', title: t`Worker`, render: ({ worker, engine }) => <Text size="sm" className={classes.worker}>{worker}<Text span display="block" size="xs" c="dimmed">{engine}</Text></Text> },
  ]
}

/** A run where there is no room for a table. */
function JobCard({ job, onOpen }: { job: Job; onOpen: () => void }) {
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <OpenButton onClick={onOpen}>{jobName(job.kind)}</OpenButton>
        <JobStateBadge job={job} />
      </Group>
      <JobSubject job={job} />
      {job.error && <Text size="sm">{job.error.message}</Text>}
      <div><JobProgress job={job} /></div>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed" component="div"><Instant value={job.createdAt} />{job.createdBy && ` · ${job.createdBy}`}</Text>
        <JobActions job={job} />
      </Group>
    </Stack>
  )
}

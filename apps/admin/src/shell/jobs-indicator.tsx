import { Plural, useLingui } from '@lingui/react/macro'
import { Loader } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, type Outputs, refreshAll } from '../api.ts'
import { jobName } from '../features/jobs/job-name.ts'
import { LinkButton } from '../parts/links.tsx'

type Job = Outputs['jobs']['running']['items'][number]

/** Whose end is worth a word. */
const TOLD = ['applyImport', 'undoImport', 'enrolPeople', 'awardPeople', 'awardEarlier', 'redateAwards']

/** In the header while something runs in the background; says when it has ended. */
export function JobsIndicator() {
  const { t } = useLingui()
  const { data } = useQuery({
    ...api.jobs.running.queryOptions(),
    refetchInterval: (query) => (query.state.data?.items.length ? 2_000 : 10_000),
  })
  const items = data?.items
  const before = useRef<Job[]>([])

  useEffect(() => {
    if (!items) return
    const ended = before.current.filter(({ id }) => !items.some((job) => job.id === id))
    before.current = items
    // The rest is over in a moment: mails come and go by the dozen, and who has a file checked waits for it.
    for (const { kind } of ended.filter(({ kind }) => TOLD.includes(kind))) notifications.show({ color: 'teal', message: t`Ended: ${jobName(kind)}` })
    if (ended.length > 0) void refreshAll()
  }, [items, t])

  const count = items?.length ?? 0
  return (
    <span role="status">
      {count > 0 && (
        <LinkButton to="/jobs" variant="subtle" size="compact-sm" leftSection={<Loader size={14} aria-hidden />}>
          <Plural value={count} one="# job runs" other="# jobs run" />
        </LinkButton>
      )}
    </span>
  )
}

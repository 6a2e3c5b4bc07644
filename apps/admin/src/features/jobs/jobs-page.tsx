import { Trans, useLingui } from '@lingui/react/macro'
import { Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconActivity, IconClock, IconList, IconServer, type TablerIcon } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { Page } from '../../parts/page.tsx'
import type { JobsSearch } from '../../search.ts'
import { Fleet } from './fleet.tsx'
import { JobDrawer } from './job-drawer.tsx'
import { JobsList } from './jobs-list.tsx'
import { Overview } from './overview.tsx'
import { RetentionNote } from './retention-note.tsx'
import { Schedules } from './schedules.tsx'
import { Throughput } from './throughput.tsx'

const route = getRouteApi('/shell/jobs')

/** What runs, ran and waits in the background, and who does it. */
export function JobsPage() {
  const { t } = useLingui()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { tab = 'jobs' } = search
  // Side by side on a phone, too.
  const wide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false })
  const look = (Icon: TablerIcon) => (wide ? { leftSection: <Icon size={16} aria-hidden /> } : { px: 10 })
  const change = (changes: Partial<JobsSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false })
  return (
    <Page title={t`Jobs`} description={<Trans>Long work runs in the background. It goes on when you close the browser, and after a restart.</Trans>}>
      <Overview />
      <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate({ search: next === 'jobs' || next === null ? {} : { tab: next as 'workers' | 'schedules' | 'throughput' }, replace: true })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="jobs" {...look(IconList)}><Trans>Jobs</Trans></Tabs.Tab>
          <Tabs.Tab value="workers" {...look(IconServer)}><Trans>Workers</Trans></Tabs.Tab>
          <Tabs.Tab value="schedules" {...look(IconClock)}><Trans>Schedules</Trans></Tabs.Tab>
          <Tabs.Tab value="throughput" {...look(IconActivity)}><Trans>Throughput</Trans></Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="jobs">
          <JobsList search={search} onChange={change} />
          <RetentionNote />
        </Tabs.Panel>
        <Tabs.Panel value="workers"><Fleet /></Tabs.Panel>
        <Tabs.Panel value="schedules"><Schedules /></Tabs.Panel>
        <Tabs.Panel value="throughput"><Throughput period={search.period ?? 'hour'} onPeriod={(period) => change({ period: period === 'hour' ? undefined : period })} /></Tabs.Panel>
      </Tabs>
      <JobDrawer job={search.job} onClose={() => change({ job: undefined })} />
    </Page>
  )
}

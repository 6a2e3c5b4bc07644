import { Trans, useLingui } from '@lingui/react/macro'
import { SimpleGrid } from '@mantine/core'
import { CalendarPanel } from '@recert/ui/calendar-panel'
import { problemOf } from '@recert/ui/problem'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, client, type Inputs, queryClient } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { useMe } from '../../shell/session.ts'

/** R10.8: due dates in one's own calendar: of the people whom one looks after, and of what one holds oneself. */
export function CalendarPage() {
  const { t } = useLingui()
  const everybody = useMe().role === 'superadmin'
  return (
    <Page title={t`Calendar of due dates`} description={<Trans>Add these to the calendar of your phone or computer. They follow by themselves what is awarded, renewed and changed here.</Trans>}>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" maw={1140}>
        <Panel kind="people" title={<Trans>Due dates of people</Trans>}>
          {everybody
            ? <Trans>When the certifications of everybody in the organisation expire: from 30 days ago to a year ahead, at most 5,000.</Trans>
            : <Trans>When the certifications of the people expire whom you may see: from 30 days ago to a year ahead. Who joins or leaves your branches and groups joins or leaves the calendar.</Trans>}
        </Panel>
        <Panel kind="own" title={<Trans>My own due dates</Trans>}>
          <Trans>When what you hold yourself expires, with a reminder a week before.</Trans>
        </Panel>
      </SimpleGrid>
    </Page>
  )
}

function Panel({ kind, title, children }: Inputs['calendar']['create'] & { title: ReactNode; children: ReactNode }) {
  const { data, error } = useQuery(api.calendar.mine.queryOptions())
  const act = (verb: 'create' | 'renew' | 'delete') => async () => queryClient.setQueryData(api.calendar.mine.queryKey(), await client.calendar[verb].mutate({ kind }))
  return (
    <CalendarPanel
      title={title} feed={data && (data.items.find((each) => each.kind === kind) ?? null)} problem={error && problemOf(error)}
      onCreate={act('create')} onRenew={act('renew')} onStop={act('delete')}
    >
      {children}
    </CalendarPanel>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Stack, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { Instant } from '@recert/ui/instant'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useViewer } from '@recert/ui/viewer'
import { IconHistory } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { api, client, type Outputs, pagesOf } from '../../api.ts'
import { FilterPills } from '../../parts/filter-pills.tsx'
import { type List, listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import type { AuditSearch } from '../../search.ts'
import { useMe } from '../../shell/session.ts'
import { beginningOf, endOf } from '../awards/award-query.ts'
import { ExportMenu } from '../exports/export-menu.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { ByWhom, EventStory } from './event-story.tsx'
import { SealsPanel } from './seals-panel.tsx'
import { useActiveFilters } from './use-active-filters.ts'

export type AuditEvent = Outputs['auditEvents']['list']['items'][number]

const route = getRouteApi('/shell/retraining/audit-log')

/** R14.2: what happened to awards, the last first. */
export function AuditLogPage() {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const isSuperadmin = useMe().role === 'superadmin'
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const go = (next: AuditSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  const change = (changes: Partial<AuditSearch>) => go({ ...search, ...changes })
  const filter = {
    username: search.person, certificationCode: search.certification, actorId: search.actor, awardId: search.award, changeId: search.change, jobId: search.job, importId: search.import,
    kind: search.kind, from: beginningOf(search.from, timeZone), to: endOf(search.to, timeZone),
  }
  const list = listOf(useInfiniteQuery({
    ...pagesOf(api.auditEvents.list, client.auditEvents.list.query, filter),
    placeholderData: keepPreviousData,
  }))
  const active = useActiveFilters(search, change)
  const columns = useColumns(change)
  const looking = useLookingFurther(list)
  return (
    <Page
      title={t`Audit log`} crumbs={[{ title: t`Certifications & Retraining` }]}
      description={<Trans>Everything that happened to awards: what, whose, by whom, when, before and after. Nothing is ever taken out of it.</Trans>}
      actions={<ExportMenu source={{ audit: filter }} />}
    >
      {isSuperadmin && <SealsPanel />}
      <Group gap="sm"><AuditFilters search={search} onChange={change} /></Group>
      <FilterPills filters={active} onClear={() => go({})} />
      {looking ? <Looking /> : (
        <ListTable
          label={t`Audit log`} list={list} rowKey={({ id }) => String(id)} columns={columns} card={(event) => <Card event={event} onActor={(actor) => change({ actor })} />}
          empty={<EmptyState icon={IconHistory} title={<Trans>Nothing has happened yet</Trans>}><Trans>As soon as somebody is awarded a certification, it is told here, with everything that becomes of it.</Trans></EmptyState>}
          onClearFilters={active.length > 0 ? () => go({}) : undefined}
        />
      )}
    </Page>
  )
}

/** A page that looked through a part of the log and found nothing there: the next one is asked for, until something is found or the log is at its end. */
function useLookingFurther({ rows, hasMore, loadingMore, loadMore, refreshing, error }: List<AuditEvent>): boolean {
  const looking = rows?.length === 0 && hasMore && !refreshing && !error
  useEffect(() => {
    if (looking && !loadingMore) loadMore()
  })
  return looking
}

function Looking() {
  return (
    <Stack gap="sm" role="status">
      <Text size="sm" c="dimmed"><Trans>Nothing in the latest part of the log; looking further back …</Trans></Text>
      <SkeletonRows />
    </Stack>
  )
}

function useColumns(change: (changes: Partial<AuditSearch>) => void): Column<AuditEvent>[] {
  const { t } = useLingui()
  return [
    { key: 'at', title: t`When`, render: ({ at }) => <div style={{ whiteSpace: 'nowrap' }}><Instant value={at} /></div> },
    { key: 'event', title: t`What happened`, header: true, render: (event) => <EventStory event={event} /> },
    { key: 'by', title: t`By`, render: (event) => <ByWhom event={event} onActor={(actor) => change({ actor })} /> },
  ]
}

function Card({ event, onActor }: { event: AuditEvent; onActor: (id: string) => void }) {
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed" component="div"><Instant value={event.at} /></Text>
      <EventStory event={event} />
      <ByWhom event={event} onActor={onActor} />
    </Stack>
  )
}

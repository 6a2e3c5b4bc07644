import { Trans, useLingui } from '@lingui/react/macro'
import { EmptyState } from '@recert/ui/empty-state'
import { useViewer } from '@recert/ui/viewer'
import { IconCircleCheck } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { FilterPills } from '../../parts/filter-pills.tsx'
import { Page } from '../../parts/page.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import type { CompletionsSearch } from '../../search.ts'
import { beginningOf, endOf } from '../awards/award-query.ts'
import { CompletionFilters } from './completion-filters.tsx'
import { CompletionsTable } from './completions-table.tsx'
import { useActiveFilters } from './use-active-filters.ts'

const route = getRouteApi('/shell/completions')

/** Who completed what, and what it led to: where "why was nothing awarded?" is answered. */
export function CompletionsPage() {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (changes: Partial<CompletionsSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false })
  const active = useActiveFilters(search, change)
  const clear = () => void navigate({ search: {}, replace: true })
  return (
    <Page title={t`Completions`} crumbs={[{ title: t`Training` }]} description={<Trans>Everything that was completed, with what it led to for each certification and, where nothing was awarded, the reason.</Trans>}>
      <CompletionsTable
        name="completions"
        query={{
          search: search.search, kind: search.kind, itemCode: search.item, certificationCode: search.certification, outcome: search.outcome,
          from: beginningOf(search.from, timeZone), to: endOf(search.to, timeZone),
        }}
        filters={(
          <>
            <SearchField label={t`Search people`} value={search.search ?? ''} onChange={(text) => change({ search: text || undefined })} />
            <CompletionFilters search={search} onChange={change} />
          </>
        )}
        pills={<FilterPills filters={active} onClear={clear} />}
        empty={(
          <EmptyState icon={IconCircleCheck} title={<Trans>Nothing completed yet</Trans>}>
            <Trans>Completions come from learners in the portal, from administrators who mark somebody as completed, and from other systems through the API.</Trans>
          </EmptyState>
        )}
        onClearFilters={active.length > 0 || search.search ? clear : undefined}
      />
    </Page>
  )
}

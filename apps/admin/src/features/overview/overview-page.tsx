import { Trans, useLingui } from '@lingui/react/macro'
import { Stack } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { IconLayoutDashboard } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { LinkButton } from '../../parts/links.tsx'
import { Page } from '../../parts/page.tsx'
import type { OverviewSearch } from '../../search.ts'
import { useMay, useMe } from '../../shell/session.ts'
import { AwardUsersButton } from '../awards/awards-list.tsx'
import { FigureCards } from './figure-cards.tsx'
import { ForecastSection } from './forecast-section.tsx'
import { OverviewFilters } from './overview-filters.tsx'
import { figures } from './overview-queries.ts'

const route = getRouteApi('/shell/retraining/overview')

/** R13.4: how it stands, and what will lapse, of all that the viewer may see. */
export function OverviewPage() {
  const { t } = useLingui()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = useCallback((changes: Partial<OverviewSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false }), [navigate])
  const seesAll = useMe().role === 'superadmin'
  const { data, error, refetch } = useQuery(figures(search))
  const problem = error && !data ? problemOf(error) : null
  const nothing = data && data.certified + data.expired === 0 && !search.certification && !search.branch
  return (
    <Page
      title={t`Overview`} crumbs={[{ title: t`Certifications & Retraining` }]}
      description={seesAll ? <Trans>How certifications stand now, and what will lapse.</Trans> : <Trans>How the certifications of your people stand now, and what will lapse.</Trans>}
    >
      {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={() => void refetch()} />}
      {nothing && <NothingYet seesAll={seesAll} />}
      {!problem && !nothing && (
        <Stack gap="xl">
          <Stack gap="md">
            <OverviewFilters search={search} onChange={change} />
            <FigureCards figures={data} looked={{ certification: search.certification, branch: search.branch }} />
          </Stack>
          <ForecastSection search={search} onChange={change} />
        </Stack>
      )}
    </Page>
  )
}

function NothingYet({ seesAll }: { seesAll: boolean }) {
  const imports = useMay('awards.import')
  return (
    <EmptyState
      icon={IconLayoutDashboard} title={seesAll ? <Trans>Nobody holds anything yet</Trans> : <Trans>Your people hold nothing yet</Trans>}
      actions={<><AwardUsersButton of={{}} />{imports && <LinkButton to="/imports/new" variant="default"><Trans>Import Certification Records via CSV</Trans></LinkButton>}</>}
    >
      <Trans>Once there are awards, this page says how many people are certified, what expires soon, and what will lapse week by week.</Trans>
    </EmptyState>
  )
}

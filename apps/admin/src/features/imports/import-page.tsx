import { useLingui } from '@lingui/react/macro'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { AuditLogLink } from '../audit/audit-log-link.tsx'
import { useKindNames } from './kind-names.ts'
import { ImportProgress } from './import-progress.tsx'
import { ImportResult } from './import-result.tsx'
import { ImportStateBadge } from './import-state-badge.tsx'
import { ImportSteps } from './import-steps.tsx'
import type { Import } from './imports-page.tsx'
import { MappingStep } from './mapping-step.tsx'
import { PreviewStep } from './preview-step.tsx'
import { isUnderWay } from './under-way.ts'

const route = getRouteApi('/shell/imports/$import')

/** One import, wherever it stands: leaving and coming back shows the same. */
export function ImportPage() {
  const { t } = useLingui()
  const kinds = useKindNames()
  const { import: id } = route.useParams()
  const { step } = route.useSearch()
  const { data: shown } = useSuspenseQuery(api.imports.get.queryOptions({ import: id }))
  // The same data again, only to look while something is under way.
  useQuery({ ...api.imports.get.queryOptions({ import: id }), refetchInterval: (query) => (query.state.data && isUnderWay(query.state.data.state) ? 1_000 : false) })
  const mapping = step === 'mapping' && (shown.state === 'queued' || shown.state === 'validating' || shown.state === 'previewed' || shown.state === 'failed')

  return (
    <Page
      title={shown.fileName} crumbs={[{ title: t`Imports`, to: '/imports' }]} description={kinds[shown.kind]}
      badge={<ImportStateBadge shown={shown} />} actions={shown.kind === 'awards' && <AuditLogLink of={{ import: shown.id }} />}
    >
      <ImportSteps at={mapping ? 'mapping' : stepOf(shown)} />
      {mapping ? <MappingStep key={shown.id} shown={shown} /> : <Standing shown={shown} />}
    </Page>
  )
}

function Standing({ shown }: { shown: Import }) {
  if (isUnderWay(shown.state)) return <ImportProgress shown={shown} />
  if (shown.state === 'previewed') return <PreviewStep shown={shown} />
  return <ImportResult shown={shown} />
}

function stepOf({ state, undo }: Import) {
  if (state === 'queued' || state === 'validating' || state === 'previewed') return 'preview' as const
  return state === 'running' && !undo ? 'import' as const : 'done' as const
}

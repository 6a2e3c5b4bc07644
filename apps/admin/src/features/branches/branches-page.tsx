import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconFilterOff, IconPlus, IconSitemap } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { useMe } from '../../shell/session.ts'
import { BranchTree } from './branch-tree.tsx'
import { DeleteBranchDialog } from './delete-branch-dialog.tsx'
import { MoveBranchDialog } from './move-branch-dialog.tsx'
import { NameBranchDialog } from './name-branch-dialog.tsx'
import { type Branch, type BranchNode, found, treeOf } from './tree.ts'

const route = getRouteApi('/shell/branches')

/** What is being done to a branch; `below` null: a new one at the top. */
export type BranchAct = NameAct | { act: 'move' | 'delete'; branch: BranchNode }
export type NameAct = { act: 'create'; below: Branch | null } | { act: 'rename'; branch: BranchNode }

/** The organisation's tree. */
export function BranchesPage() {
  const { t } = useLingui()
  const { search = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const changes = useMe().role === 'superadmin'
  const { data, error, refetch } = useQuery(api.branches.list.queryOptions())
  const [act, setAct] = useState<BranchAct | null>(null)
  const tree = found(treeOf(data?.items ?? []), search)
  const problem = error && problemOf(error)
  const create = <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAct({ act: 'create', below: null })}><Trans>New branch</Trans></Button>
  const onClose = () => setAct(null)
  const setSearch = (text: string) => void navigate({ search: { search: text || undefined }, replace: true })

  return (
    <Page title={t`Branches`} description={<Trans>Everybody belongs to at most one branch. Rights and filters on a branch include all that is below it.</Trans>} actions={changes && create}>
      {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={() => void refetch()} />}
      {!data && !problem && <SkeletonRows />}
      {data && data.items.length === 0 && (
        <EmptyState icon={IconSitemap} title={<Trans>No branches yet</Trans>} actions={changes && create}>
          {changes ? <Trans>Branches are the places and departments of your organisation. Make the first one here, or let a CSV import of people make them.</Trans> : <Trans>You look after no branches. Ask a superadmin if you expected some here.</Trans>}
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <>
          <Group><SearchField label={t`Search branches`} value={search} onChange={setSearch} /></Group>
          {tree.length === 0
            ? <EmptyState icon={IconFilterOff} title={<Trans>Nothing matches</Trans>} actions={<Button variant="default" onClick={() => setSearch('')}><Trans>Clear the search</Trans></Button>}><Trans>No branch has a name like this.</Trans></EmptyState>
            : <BranchTree key={search} tree={tree} open={search !== '' || data.items.length <= 40} onAct={changes ? setAct : undefined} />}
        </>
      )}
      {(act?.act === 'create' || act?.act === 'rename') && <NameBranchDialog act={act} onClose={onClose} />}
      {act?.act === 'move' && <MoveBranchDialog branch={act.branch} branches={data?.items ?? []} onClose={onClose} />}
      {act?.act === 'delete' && <DeleteBranchDialog branch={act.branch} onClose={onClose} />}
    </Page>
  )
}

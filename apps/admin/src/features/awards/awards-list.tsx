import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text } from '@mantine/core'
import { AssociationName } from '@recert/ui/association-name'
import { DaysToRenew } from '@recert/ui/days-to-renew'
import { EmptyState } from '@recert/ui/empty-state'
import { Day } from '@recert/ui/instant'
import { StandingBadge } from '@recert/ui/standing-badge'
import { useViewer } from '@recert/ui/viewer'
import { IconCertificate, IconChevronRight, IconUserPlus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { Outputs } from '../../api.ts'
import { BulkBar } from '../../parts/bulk-bar.tsx'
import { FilterPills } from '../../parts/filter-pills.tsx'
import { LinkButton, LinkIcon, TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { useSelection } from '../../parts/selection.ts'
import { TableViewMenu, useTableView } from '../../parts/table-view.tsx'
import type { AwardsSearch } from '../../search.ts'
import { useMay } from '../../shell/session.ts'
import { AwardFilters } from './award-filters.tsx'
import { awardPages } from './award-pages.ts'
import { awardFilter, NO_FILTERS } from './award-query.ts'
import { useActiveFilters } from './use-active-filters.ts'

const UnassignManyDialog = lazy(() => import('./unassign-many-dialog.tsx').then(({ UnassignManyDialog }) => ({ default: UnassignManyDialog })))

export type Award = Outputs['awards']['list']['items'][number]

type Props = {
  /** Under which its columns are remembered. */
  name: string
  /** Whose or which certification's awards; everybody's of everything when empty. Ids. */
  of: { certification?: string; person?: string }
  search: AwardsSearch
  onSearch: (search: AwardsSearch) => void
}

/** R6.1: awards with search, filters, sort and columns, all but the columns in the address. */
export function AwardsList({ name, of, search, onSearch }: Props) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const [view, setView] = useTableView(name, ['code', 'item'])
  const columns = useColumns(of)
  const manages = useMay('awards.manage')
  const [unassigning, setUnassigning] = useState(false)
  const sort = search.sort ?? 'issued'
  const direction = search.direction ?? 'desc'
  const list = listOf(useInfiniteQuery({ ...awardPages(search, of, timeZone), placeholderData: keepPreviousData }))
  const filter = awardFilter(search, of, timeZone)
  const selection = useSelection(JSON.stringify(filter), list.rows?.map(({ id }) => id) ?? [])
  const change = (changes: Partial<AwardsSearch>) => onSearch({ ...search, ...changes })
  // A dozen fields, which rows that come do not change.
  const filters = useMemo(() => <AwardFilters search={search} onChange={(changes) => onSearch({ ...search, ...changes })} withBranch={!of.person} />, [search, onSearch, of.person])
  const active = useActiveFilters(search, change)
  const filtered = active.length > 0 || Boolean(search.search)
  const clear = () => change({ ...NO_FILTERS, search: undefined })

  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <SearchField label={of.person ? t`Search certifications` : t`Search people`} value={search.search ?? ''} onChange={(text) => change({ search: text || undefined })} />
          {filters}
        </Group>
        <Group gap="sm">
          {(of.person || of.certification) && list.rows && list.rows.length > 0 && <AwardUsersButton of={of} />}
          <TableViewMenu columns={columns} view={view} onChange={setView} />
        </Group>
      </Group>
      <FilterPills filters={active} onClear={clear} />
      <BulkBar selection={selection} list={list}><Button size="compact-md" color="red" variant="outline" onClick={() => setUnassigning(true)}><Trans>Unassign</Trans></Button></BulkBar>
      <ListTable
        label={t`Awarded Users`} list={list} rowKey={({ id }) => id} columns={columns} view={view}
        sorting={{ by: sort, direction, onSort: (by, next) => change({ sort: by, direction: next }) }}
        selection={manages ? { chosen: selection, nameOf: ({ username, certificationName }) => t`${certificationName} of ${username}` } : undefined}
        actions={({ id, username, certificationName }) => (
          <LinkIcon data-hint={t`Details and history`} to="/awarded-users/$award" params={{ award: id }} variant="subtle" color="gray" aria-label={t`Details of ${certificationName} of ${username}`}>
            <IconChevronRight size={18} aria-hidden />
          </LinkIcon>
        )}
        empty={<NoAwards of={of} />}
        onClearFilters={filtered ? clear : undefined}
      />
      {unassigning && (
        <Suspense>
          <UnassignManyDialog
            which={selection.everything ? { filter } : { awards: [...selection.keys] }} count={selection.everything ? (list.total ?? 0) : selection.keys.size} onClose={() => setUnassigning(false)}
            onDone={() => { setUnassigning(false); selection.clear() }}
          />
        </Suspense>
      )}
    </Stack>
  )
}

function useColumns(of: Props['of']): Column<Award, 'issued' | 'expires' | 'username'>[] {
  const { t } = useLingui()
  const certification: Column<Award, 'username'> = {
    key: 'certification', title: t`Certification`,
    render: ({ certificationId, certificationName }) => <TextLink to="/certifications/$certification" params={{ certification: certificationId }} size="sm" lineClamp={2} miw={150}>{certificationName}</TextLink>,
  }
  const person: Column<Award, 'username'>[] = [
    {
      key: 'username', title: t`Username`, sort: 'username', header: true,
      render: ({ personId, username }) => <TextLink to="/people/$person" params={{ person: personId }} search={{ tab: 'certifications' }} size="sm" fw={600}>{username}</TextLink>,
    },
    { key: 'name', title: t`Name`, render: ({ firstName, lastName }) => `${firstName} ${lastName}`.trim() },
  ]
  return [
    ...(of.person ? [{ ...certification, header: true as const }] : person),
    ...(of.person || of.certification ? [] : [certification]),
    ...(of.certification ? [] : [{ key: 'code', title: t`Code`, render: ({ certificationCode }: Award) => certificationCode }]),
    { key: 'issued', title: t`Issued`, sort: 'issued', render: ({ issuedAt }) => <Day value={issuedAt} /> },
    { key: 'expires', title: t`Expires`, sort: 'expires', render: ({ expiresAt }) => (expiresAt ? <Day value={expiresAt} /> : <Trans>Never</Trans>) },
    { key: 'days', title: t`Days to renew`, render: ({ standing, daysToRenew }) => (standing === 'archived' ? null : <Text span size="sm" display="block" miw={78}><DaysToRenew days={daysToRenew} /></Text>) },
    { key: 'standing', title: t`Standing`, render: ({ standing }) => <StandingBadge standing={standing} /> },
    { key: 'association', title: t`Association`, render: ({ association }) => <AssociationName association={association} /> },
    { key: 'item', title: t`Item`, render: ({ itemName, itemCode }) => itemCode && <Text size="sm" title={itemCode}>{itemName}</Text> },
  ]
}

function NoAwards({ of }: { of: Props['of'] }) {
  const imports = useMay('awards.import')
  return (
    <EmptyState
      icon={IconCertificate} title={<Trans>Nothing awarded yet</Trans>}
      actions={<><AwardUsersButton of={of} />{imports && <LinkButton to="/imports/new" variant="default"><Trans>Import Certification Records via CSV</Trans></LinkButton>}</>}
    >
      <Trans>Awards appear here when somebody completes an assigned item, when you award people, or when you import what they hold already.</Trans>
    </EmptyState>
  )
}

/** R6.2: to the wizard, with what is clear already; for whoever may award. */
export function AwardUsersButton({ of }: { of: Props['of'] }) {
  const manages = useMay('awards.manage')
  return manages && <LinkButton to="/awarded-users/new" search={of} leftSection={<IconUserPlus size={18} aria-hidden />}><Trans>Award Users</Trans></LinkButton>
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Group, Select, Text } from '@mantine/core'
import { ROLES } from '@recert/domain/people'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, type Outputs, client, pagesOf } from '../../api.ts'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { TableViewMenu, useTableView } from '../../parts/table-view.tsx'
import { useRoleNames } from './role-name.ts'

type Person = Outputs['people']['list']['items'][number]

const route = getRouteApi('/shell/people')

export function PeoplePage() {
  const { t } = useLingui()
  const { search = '', branch, role, active, sort = 'username', direction = 'asc' } = route.useSearch()
  const navigate = route.useNavigate()
  const roles = useRoleNames()
  const [view, setView] = useTableView('people', ['groups', 'timeZone'])
  const columns = useColumns()
  const { data: branches } = useQuery(api.branches.list.queryOptions())
  const list = listOf(useInfiniteQuery({
    ...pagesOf(api.people.list, client.people.list.query, { search: search || undefined, branchId: branch, role, active, sort, direction }),
    placeholderData: keepPreviousData,
  }))
  const change = (changes: Partial<ReturnType<typeof route.useSearch>>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  const filtered = search !== '' || branch !== undefined || role !== undefined || active !== undefined
  const create = <LinkButton to="/people/new" leftSection={<IconUserPlus size={18} aria-hidden />}><Trans>New person</Trans></LinkButton>

  return (
    <Page title={t`People`} actions={create}>
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <SearchField label={t`Search people`} value={search} onChange={(text) => change({ search: text || undefined })} />
          <Select
            aria-label={t`Branch`} placeholder={t`All branches`} clearable searchable limit={100} w={200} nothingFoundMessage={t`Nothing found`}
            data={branches?.items.map(({ id, path }) => ({ value: id, label: path })) ?? []} value={branch ?? null} onChange={(value) => change({ branch: value ?? undefined })}
          />
          <Select aria-label={t`Role`} placeholder={t`All roles`} clearable w={130} data={ROLES.map((value) => ({ value, label: roles[value] }))} value={role ?? null} onChange={(value) => change({ role: value ?? undefined })} />
          <Select
            aria-label={t`State`} placeholder={t`All states`} clearable w={130} data={[{ value: 'active', label: t`Active` }, { value: 'deactivated', label: t`Deactivated` }]}
            value={active === undefined ? null : active ? 'active' : 'deactivated'} onChange={(value) => change({ active: value === null ? undefined : value === 'active' })}
          />
        </Group>
        <TableViewMenu columns={columns} view={view} onChange={setView} />
      </Group>
      <ListTable
        label={t`People`} list={list} rowKey={({ id }) => id} columns={columns} view={view}
        sorting={{ by: sort, direction, onSort: (by, next) => change({ sort: by, direction: next }) }}
        empty={<EmptyState icon={IconUsers} title={<Trans>Nobody here yet</Trans>} actions={create}><Trans>People hold certifications. Add them one by one, or send them in through the API.</Trans></EmptyState>}
        onClearFilters={filtered ? () => void navigate({ search: { sort, direction }, replace: true }) : undefined}
      />
    </Page>
  )
}

function useColumns(): Column<Person, 'username' | 'last_name'>[] {
  const { t, i18n } = useLingui()
  const roles = useRoleNames()
  return [
    {
      key: 'username', title: t`Username`, sort: 'username', header: true,
      render: ({ id, username, active }) => (
        <Group gap="xs">
          <TextLink to="/people/$person" params={{ person: id }} size="sm" fw={600}>{username}</TextLink>
          {!active && <Badge color="gray" variant="light" tt="none"><Trans>Deactivated</Trans></Badge>}
        </Group>
      ),
    },
    { key: 'firstName', title: t`First name`, render: ({ firstName }) => firstName },
    { key: 'lastName', title: t`Last name`, sort: 'last_name', render: ({ lastName }) => lastName },
    { key: 'email', title: t`E-mail`, render: ({ email }) => <Text size="sm" maw={220} truncate title={email ?? undefined}>{email}</Text> },
    { key: 'branch', title: t`Branch`, render: ({ branchPath }) => <Text size="sm" lineClamp={2} maw={260}>{branchPath?.replaceAll('/', ' / ')}</Text> },
    { key: 'groups', title: t`Groups`, render: ({ groups }) => groups.join(', ') },
    { key: 'role', title: t`Role`, render: ({ role }) => roles[role] },
    { key: 'timeZone', title: t`Time zone`, render: ({ timeZone }) => timeZone },
    {
      key: 'awards', title: t`Certifications`, align: 'end',
      render: ({ id, username, awardCount }) => (
        <TextLink to="/people/$person" params={{ person: id }} search={{ tab: 'certifications' }} size="sm" aria-label={t`${awardCount} certifications of ${username}`}>{formatCount(awardCount, i18n.locale)}</TextLink>
      ),
    },
  ]
}

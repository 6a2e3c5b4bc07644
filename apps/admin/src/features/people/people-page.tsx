import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Menu, Select, Text } from '@mantine/core'
import { ROLES } from '@recert/domain/people'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { IconChevronDown, IconFileImport, IconUserPlus, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { api, client, countedPagesOf, type Outputs } from '../../api.ts'
import { BulkBar } from '../../parts/bulk-bar.tsx'
import { type ActiveFilter, FilterPills } from '../../parts/filter-pills.tsx'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { PersonName } from '../../parts/person-name.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { useSelection } from '../../parts/selection.ts'
import { TableViewMenu, useTableView } from '../../parts/table-view.tsx'
import type { PeopleSearch } from '../../search.ts'
import { useMay, useMe } from '../../shell/session.ts'
import { BulkDialog, type BulkDo, type Meant } from './bulk-dialog.tsx'
import { useRoleNames } from './role-name.ts'

type Person = Outputs['people']['list']['items'][number]

const route = getRouteApi('/shell/people')

/** Everybody that the viewer may see; whoever manages people can do the same to many at once. */
export function PeoplePage() {
  const { t } = useLingui()
  const { search = '', branch, group, role, active, certified, certification, sort = 'username', direction = 'asc' } = route.useSearch()
  const navigate = route.useNavigate()
  const manages = useMay('people.manage')
  const isSuperadmin = useMe().role === 'superadmin'
  const [view, setView] = useTableView('people', ['groups', 'timeZone'])
  const [doing, setDoing] = useState<BulkDo | null>(null)
  const columns = useColumns(isSuperadmin)
  const filter = { search: search || undefined, branchId: branch, groupId: group, role, active, certified, certificationCode: certification }
  const list = listOf(useInfiniteQuery({
    ...countedPagesOf(api.people.list, client.people.list.query, { ...filter, sort, direction }),
    placeholderData: keepPreviousData,
  }))
  const selection = useSelection(JSON.stringify(filter), list.rows?.map(({ id }) => id) ?? [])
  const meant: Meant = selection.everything ? { filter } : { usernames: [...selection.keys] }
  const change = (changes: Partial<PeopleSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  const pills = usePills({ branch, group, role, active, certified, certification }, change)
  const clear = () => void navigate({ search: { sort, direction }, replace: true })
  const create = <LinkButton to="/people/new" leftSection={<IconUserPlus size={18} aria-hidden />}><Trans>New person</Trans></LinkButton>

  return (
    <Page
      title={t`People`}
      actions={manages && (
        <>
          {isSuperadmin && <LinkButton to="/imports/new" search={{ kind: 'people' }} variant="default" leftSection={<IconFileImport size={18} aria-hidden />}><Trans>Import people via CSV</Trans></LinkButton>}
          {create}
        </>
      )}
    >
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <SearchField label={t`Search people`} value={search} onChange={(text) => change({ search: text || undefined })} />
          <Filters value={{ branch, group, role, active }} onChange={change} withRole={isSuperadmin} />
        </Group>
        <TableViewMenu columns={columns} view={view} onChange={setView} />
      </Group>
      <FilterPills filters={pills} onClear={clear} />
      <BulkBar selection={selection} list={list}><BulkMenu onChoose={setDoing} /></BulkBar>
      <ListTable
        label={t`People`} list={list} rowKey={({ id }) => id} columns={columns} view={view}
        selection={manages ? { chosen: selection, nameOf: ({ username }) => username } : undefined}
        sorting={{ by: sort, direction, onSort: (by, next) => change({ sort: by, direction: next }) }}
        empty={<NobodyYet create={create} />}
        onClearFilters={search !== '' || pills.length > 0 ? clear : undefined}
      />
      {doing && <BulkDialog what={doing} meant={meant} onClose={() => setDoing(null)} onDone={() => { setDoing(null); selection.clear() }} />}
    </Page>
  )
}

type Filtered = Pick<PeopleSearch, 'branch' | 'group' | 'role' | 'active' | 'certified' | 'certification'>
type Change = (changes: Partial<Filtered>) => void

function Filters({ value: { branch, group, role, active }, onChange, withRole }: { value: Filtered; onChange: Change; withRole: boolean }) {
  const { t } = useLingui()
  const roles = useRoleNames()
  const { data: branches } = useQuery(api.branches.list.queryOptions())
  const { data: groups } = useQuery(api.groups.list.queryOptions())
  return (
    <>
      <Select
        aria-label={t`Branch`} placeholder={t`All branches`} clearable searchable limit={100} w={180} nothingFoundMessage={t`Nothing found`}
        data={branches?.items.map(({ id, path }) => ({ value: id, label: path })) ?? []} value={branch ?? null} onChange={(chosen) => onChange({ branch: chosen ?? undefined })}
      />
      {/* Managers look after branches alone, and see no groups. */}
      {groups && groups.items.length > 0 && (
        <Select
          aria-label={t`Group`} placeholder={t`All groups`} clearable searchable limit={100} w={140} nothingFoundMessage={t`Nothing found`}
          data={groups.items.map(({ id, name }) => ({ value: id, label: name }))} value={group ?? null} onChange={(chosen) => onChange({ group: chosen ?? undefined })}
        />
      )}
      {withRole && (
        <Select
          aria-label={t`Role`} placeholder={t`All roles`} clearable w={130} data={ROLES.map((each) => ({ value: each, label: roles[each] }))} value={role ?? null}
          onChange={(chosen) => onChange({ role: ROLES.find((each) => each === chosen) })}
        />
      )}
      <Select
        aria-label={t`State`} placeholder={t`All states`} clearable w={140} data={[{ value: 'active', label: t`Active` }, { value: 'deactivated', label: t`Deactivated` }]}
        value={active === undefined ? null : active ? 'active' : 'deactivated'} onChange={(chosen) => onChange({ active: chosen === null ? undefined : chosen === 'active' })}
      />
    </>
  )
}

/** The filters that are on, in words. */
function usePills({ branch, group, role, active, certified, certification }: Filtered, change: Change): ActiveFilter[] {
  const { t } = useLingui()
  const roles = useRoleNames()
  const { data: branches } = useQuery({ ...api.branches.list.queryOptions(), enabled: branch !== undefined })
  const { data: groups } = useQuery({ ...api.groups.list.queryOptions(), enabled: group !== undefined })
  const { data: held } = useQuery({ ...api.certifications.get.queryOptions({ certification: certification ?? '' }), enabled: useMay('certifications.view') && certification !== undefined })
  const branchName = branches?.items.find(({ id }) => id === branch)?.path ?? '…'
  const groupName = groups?.items.find(({ id }) => id === group)?.name ?? '…'
  const texts: Partial<Record<keyof Filtered, string | false | undefined>> = {
    branch: branch && t`Branch: ${branchName}`, group: group && t`Group: ${groupName}`, role: role && t`Role: ${roles[role]}`,
    active: active !== undefined && (active ? t`Active` : t`Deactivated`),
    certified: certified && t`Certified now`, certification: certification && t`Certified now: ${held?.name ?? '…'}`,
  }
  return Object.entries(texts).flatMap(([key, text]) => (text ? [{ key, text, onRemove: () => change({ [key]: undefined }) }] : []))
}

function BulkMenu({ onChoose }: { onChoose: (what: BulkDo) => void }) {
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => onChoose('move')}><Trans>Move to branch</Trans></Button>
      <Button size="compact-sm" variant="default" onClick={() => onChoose('add_to_group')}><Trans>Add to group</Trans></Button>
      <Menu position="bottom-end">
        <Menu.Target><Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}><Trans>More</Trans></Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onChoose('remove_from_group')}><Trans>Remove from group</Trans></Menu.Item>
          <Menu.Item onClick={() => onChoose('activate')}><Trans>Activate</Trans></Menu.Item>
          <Menu.Item color="var(--mantine-color-red-text)" onClick={() => onChoose('deactivate')}><Trans>Deactivate</Trans></Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** Whoever looks after a part sees nobody while nobody is in it. */
function NobodyYet({ create }: { create: ReactNode }) {
  const manages = useMay('people.manage')
  const isSuperadmin = useMe().role === 'superadmin'
  return (
    <EmptyState icon={IconUsers} title={<Trans>Nobody here yet</Trans>} actions={manages && create}>
      {isSuperadmin
        ? <Trans>People hold certifications. Add them one by one, import them from a CSV file, or send them in through the API.</Trans>
        : <Trans>Nobody is in the branches and groups that you look after. Ask a superadmin if you expected somebody here.</Trans>}
    </EmptyState>
  )
}

function useColumns(withRole: boolean): Column<Person, 'username' | 'last_name'>[] {
  const { t, i18n } = useLingui()
  const roles = useRoleNames()
  return [
    {
      key: 'username', title: t`Username`, sort: 'username', header: true,
      render: ({ id, username, active }) => <PersonName id={id} username={username} active={active} />,
    },
    { key: 'firstName', title: t`First name`, render: ({ firstName }) => firstName },
    { key: 'lastName', title: t`Last name`, sort: 'last_name', render: ({ lastName }) => lastName },
    { key: 'email', title: t`E-mail`, render: ({ email }) => <Text size="sm" maw={220} truncate title={email ?? undefined}>{email}</Text> },
    { key: 'branch', title: t`Branch`, render: ({ branchPath }) => <Text size="sm" lineClamp={2} maw={260}>{branchPath?.replaceAll('/', ' / ')}</Text> },
    { key: 'groups', title: t`Groups`, render: ({ groups }) => groups.join(', ') },
    ...(withRole ? [{ key: 'role', title: t`Role`, render: ({ role }: Person) => roles[role] }] : []),
    { key: 'timeZone', title: t`Time zone`, render: ({ timeZone }) => timeZone },
    {
      key: 'awards', title: t`Certifications`, align: 'end',
      render: ({ id, username, awardCount }) => (
        <TextLink to="/people/$person" params={{ person: id }} search={{ tab: 'certifications' }} size="sm" aria-label={t`${awardCount} certifications of ${username}`}>{formatCount(awardCount, i18n.locale)}</TextLink>
      ),
    },
  ]
}

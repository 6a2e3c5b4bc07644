import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import { textKey } from '@recert/domain/keys'
import { checkName } from '@recert/domain/text'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { NameDialog } from '../../parts/name-dialog.tsx'
import { Page } from '../../parts/page.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { useMay, useMe } from '../../shell/session.ts'

export type GroupRow = Outputs['groups']['list']['items'][number]

const route = getRouteApi('/shell/groups')

/** People who belong together across branches. */
export function GroupsPage() {
  const { t, i18n } = useLingui()
  const { search = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const changes = useMe().role === 'superadmin'
  const seesPeople = useMay('people.view')
  const query = useQuery(api.groups.list.queryOptions())
  const list = wholeList<GroupRow>(query)
  const shown = { ...list, rows: list.rows?.filter(({ name }) => textKey(name).includes(textKey(search))) }
  const [creating, setCreating] = useState(false)
  const setSearch = (text: string) => void navigate({ search: { search: text || undefined }, replace: true })
  const columns: Column<GroupRow>[] = [
    { key: 'name', title: t`Name`, header: true, render: ({ id, name }) => (seesPeople ? <TextLink to="/groups/$group" params={{ group: id }} size="sm" fw={600}>{name}</TextLink> : name) },
    { key: 'people', title: t`People`, align: 'end', render: ({ peopleCount }) => formatCount(peopleCount, i18n.locale) },
  ]
  const create = <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}><Trans>New group</Trans></Button>
  return (
    <Page title={t`Groups`} description={<Trans>Groups hold people of any branch; somebody may be in several.</Trans>} actions={changes && create}>
      {list.rows && list.rows.length > 0 && <Group><SearchField label={t`Search groups`} value={search} onChange={setSearch} /></Group>}
      <ListTable
        label={t`Groups`} list={shown} rowKey={({ id }) => id} columns={columns}
        empty={(
          <EmptyState icon={IconUsersGroup} title={<Trans>No groups yet</Trans>} actions={changes && create}>
            {changes ? <Trans>Make one for people who need the same, such as first aiders, and add them by hand.</Trans> : <Trans>You look after no groups. Ask a superadmin if you expected some here.</Trans>}
          </EmptyState>
        )}
        onClearFilters={search === '' ? undefined : () => setSearch('')}
      />
      {creating && <NewGroupDialog onClose={() => setCreating(false)} />}
    </Page>
  )
}

function NewGroupDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const navigate = route.useNavigate()
  const create = useMutation(api.groups.create.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ id }) => { await refreshAll(); await navigate({ to: '/groups/$group', params: { group: id } }) },
  }))
  return <NameDialog title={t`New group`} initial="" check={checkName} verb={<Trans>Create</Trans>} onClose={onClose} onSave={(name) => create.mutate({ name })} pending={create.isPending} failed={create.error} />
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { checkName } from '@recert/domain/text'
import { EmptyState } from '@recert/ui/empty-state'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconPencil, IconTrash, IconUserMinus, IconUserPlus, IconUsersGroup } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, client, countedPagesOf, refreshAll, type Outputs } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { NameDialog } from '../../parts/name-dialog.tsx'
import { Page } from '../../parts/page.tsx'
import { PersonName } from '../../parts/person-name.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { useMay, useMe } from '../../shell/session.ts'
import { AddMembersDialog } from './add-members-dialog.tsx'
import { DeleteGroupDialog } from './delete-group-dialog.tsx'
import type { GroupRow } from './groups-page.tsx'

type Member = Outputs['groups']['members']['items'][number]

const route = getRouteApi('/shell/groups/$group')

/** One group and who is in it. */
export function GroupPage() {
  const { t } = useLingui()
  const { group: id } = route.useParams()
  const { data } = useQuery(api.groups.list.queryOptions())
  const group = data?.items.find((each) => each.id === id)
  if (!data) return <SkeletonRows />
  if (group) return <Shown group={group} />
  return <EmptyState icon={IconUsersGroup} title={<Trans>There is no such group</Trans>} actions={<TextLink to="/groups"><Trans>To the groups</Trans></TextLink>}>{t`It may have been deleted, or you may not see it.`}</EmptyState>
}

type Act = 'rename' | 'delete' | 'add'

function Shown({ group }: { group: GroupRow }) {
  const { t } = useLingui()
  const changes = useMe().role === 'superadmin'
  const manages = useMay('people.manage')
  const [act, setAct] = useState<Act | null>(null)
  const onClose = () => setAct(null)
  return (
    <Page
      title={group.name} crumbs={[{ title: t`Groups`, to: '/groups' }]} description={<Plural value={group.peopleCount} _0="Nobody is in it." one="# person" other="# people" />}
      actions={(
        <>
          {changes && <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setAct('rename')}><Trans>Rename</Trans></Button>}
          {changes && <Button variant="default" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setAct('delete')}><Trans>Delete …</Trans></Button>}
          {manages && <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setAct('add')}><Trans>Add people</Trans></Button>}
        </>
      )}
    >
      <Members group={group} onAdd={manages ? () => setAct('add') : undefined} />
      {act === 'rename' && <RenameDialog group={group} onClose={onClose} />}
      {act === 'delete' && <DeleteGroupDialog group={group} onClose={onClose} />}
      {act === 'add' && <AddMembersDialog group={group} onClose={onClose} />}
    </Page>
  )
}

function Members({ group, onAdd }: { group: GroupRow; onAdd: (() => void) | undefined }) {
  const { t } = useLingui()
  const { search = '', sort = 'username', direction = 'asc' } = route.useSearch()
  const navigate = route.useNavigate()
  const isSuperadmin = useMe().role === 'superadmin'
  const list = listOf(useInfiniteQuery({
    ...countedPagesOf(api.groups.members, client.groups.members.query, { group: group.id, search: search || undefined, sort, direction }), placeholderData: keepPreviousData,
  }))
  // Harmless, and undone by adding them again.
  const remove = useMutation(api.groups.removeMember.mutationOptions({ onSuccess: () => refreshAll() }))
  const takeOut = ({ id, username }: Member) => remove.mutate({ group: group.id, person: id }, { onSuccess: () => notifications.show({ color: 'teal', message: t`${username} is no longer in ${group.name}.` }) })
  const columns: Column<Member, 'username' | 'last_name'>[] = [
    {
      key: 'username', title: t`Username`, sort: 'username', header: true,
      render: ({ id, username, active }) => <PersonName id={id} username={username} active={active} />,
    },
    { key: 'firstName', title: t`First name`, render: ({ firstName }) => firstName },
    { key: 'lastName', title: t`Last name`, sort: 'last_name', render: ({ lastName }) => lastName },
    { key: 'branch', title: t`Branch`, render: ({ branchPath }) => branchPath?.replaceAll('/', ' / ') },
  ]
  return (
    <>
      <Group><SearchField label={t`Search people`} value={search} onChange={(text) => void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })} /></Group>
      <ListTable
        label={t`People of ${group.name}`} list={list} rowKey={({ id }) => id} columns={columns}
        sorting={{ by: sort, direction, onSort: (by, next) => void navigate({ search: (before) => ({ ...before, sort: by, direction: next }), replace: true }) }}
        actions={onAdd && ((person) => (isSuperadmin || person.role === 'learner') && (
          <ActionIcon data-hint={t`Take out of the group`} variant="subtle" color="red" aria-label={t`Take ${person.username} out of ${group.name}`} onClick={() => takeOut(person)}><IconUserMinus size={18} aria-hidden /></ActionIcon>
        ))}
        empty={(
          <EmptyState icon={IconUsersGroup} title={<Trans>Nobody is in this group</Trans>} actions={onAdd && <Button onClick={onAdd}><Trans>Add people</Trans></Button>}>
            <Trans>A group is filled by hand, or by a CSV import of people.</Trans>
          </EmptyState>
        )}
        onClearFilters={search === '' ? undefined : () => void navigate({ search: {}, replace: true })}
      />
    </>
  )
}

function RenameDialog({ group: { id, name }, onClose }: { group: GroupRow; onClose: () => void }) {
  const { t } = useLingui()
  const rename = useMutation(api.groups.update.mutationOptions({ meta: { told: true }, onSuccess: async () => { await refreshAll(); onClose() } }))
  return <NameDialog title={t`Rename ${name}`} initial={name} check={checkName} verb={<Trans>Rename</Trans>} onClose={onClose} onSave={(next) => rename.mutate({ group: id, name: next })} pending={rename.isPending} failed={rename.error} />
}

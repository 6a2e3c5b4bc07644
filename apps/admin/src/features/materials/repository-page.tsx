import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Badge, Group, NativeSelect, Text } from '@mantine/core'
import { MATERIAL_KINDS } from '@recert/domain/training'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { IconBooks, IconEye, IconX } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, client, countedPagesOf, type Outputs } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { TableViewMenu, useTableView } from '../../parts/table-view.tsx'
import { useMay } from '../../shell/session.ts'
import { AddMaterialMenu } from './add-material-menu.tsx'
import { MaterialKindName, useMaterialKinds } from './material-kind.tsx'
import { MaterialPreview } from './material-preview.tsx'
import { RemoveMaterialDialog } from './remove-material-dialog.tsx'

type Material = Outputs['materials']['list']['items'][number]

const route = getRouteApi('/shell/materials')

/** Training → Central Repository: materials that several courses may use, with one tracking for all of them. */
export function RepositoryPage() {
  const { t } = useLingui()
  const { search = '', kind, sort = 'title', direction = 'asc' } = route.useSearch()
  const navigate = route.useNavigate()
  const [view, setView] = useTableView('materials')
  const manages = useMay('training.manage')
  const kinds = useMaterialKinds()
  const columns = useColumns()
  const [previewing, setPreviewing] = useState<string | null>(null)
  const [removing, setRemoving] = useState<Material | null>(null)
  const list = listOf(useInfiniteQuery({
    ...countedPagesOf(api.materials.list, client.materials.list.query, { search: search || undefined, kind, sort, direction }), placeholderData: keepPreviousData,
  }))
  const filtered = search !== '' || kind !== undefined
  return (
    <Page title={t`Central Repository`} crumbs={[{ title: t`Training` }]} actions={manages && <AddMaterialMenu />}>
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <SearchField label={t`Search materials`} value={search} onChange={(text) => void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })} />
          <NativeSelect
            aria-label={t`Kind`} value={kind ?? ''} data={[{ value: '', label: t`All kinds` }, ...MATERIAL_KINDS.map((each) => ({ value: each, label: kinds[each].name }))]}
            onChange={(event) => { const chosen = MATERIAL_KINDS.find((each) => each === event.currentTarget.value); void navigate({ search: (before) => ({ ...before, kind: chosen }), replace: true }) }}
          />
        </Group>
        <TableViewMenu columns={columns} view={view} onChange={setView} />
      </Group>
      <ListTable
        label={t`Central Repository`} list={list} rowKey={({ id }) => id} columns={columns} view={view}
        sorting={{ by: sort, direction, onSort: (by, next) => void navigate({ search: (before) => ({ ...before, sort: by, direction: next }), replace: true }) }}
        actions={(material) => <RowActions material={material} onPreview={() => setPreviewing(material.id)} onRemove={manages ? () => setRemoving(material) : undefined} />}
        empty={(
          <EmptyState icon={IconBooks} title={<Trans>The central repository is empty</Trans>} actions={manages && <AddMaterialMenu />}>
            <Trans>Materials that are kept here can be used by several courses. What somebody has done in one course is done in all of them.</Trans>
          </EmptyState>
        )}
        onClearFilters={filtered ? () => void navigate({ search: { sort, direction }, replace: true }) : undefined}
      />
      {previewing && <MaterialPreview material={previewing} onClose={() => setPreviewing(null)} />}
      {removing && <RemoveMaterialDialog material={removing} onClose={() => setRemoving(null)} />}
    </Page>
  )
}

function useColumns(): Column<Material, 'title' | 'code'>[] {
  const { t, i18n } = useLingui()
  return [
    {
      key: 'title', title: t`Title`, sort: 'title', header: true,
      render: ({ id, title, empty }) => (
        <Group gap="xs">
          <TextLink to="/materials/$material" params={{ material: id }} fw={600} size="sm">{title}</TextLink>
          {empty && <Badge color="orange" variant="light" tt="none"><Trans>No content yet</Trans></Badge>}
        </Group>
      ),
    },
    { key: 'code', title: t`Code`, sort: 'code', render: ({ code }) => code },
    { key: 'kind', title: t`Kind`, render: ({ kind }) => <MaterialKindName kind={kind} /> },
    { key: 'courses', title: t`Used in`, render: ({ courses }) => <UsedIn courses={courses} /> },
    { key: 'progress', title: t`Begun by`, align: 'end', render: ({ progressCount }) => formatCount(progressCount, i18n.locale) },
  ]
}

function UsedIn({ courses }: { courses: Material['courses'] }) {
  if (courses.length === 0) return <Text size="sm" c="dimmed"><Trans>No course</Trans></Text>
  const more = courses.length - 2
  return (
    <Text size="sm" title={courses.map(({ name }) => name).join(', ')}>
      {courses.slice(0, 2).map(({ name }) => name).join(', ')}
      {more > 0 && <> <Plural value={more} one="and # more" other="and # more" /></>}
    </Text>
  )
}

function RowActions({ material: { title }, onPreview, onRemove }: { material: Material; onPreview: () => void; onRemove: (() => void) | undefined }) {
  const { t } = useLingui()
  return (
    <>
      <ActionIcon data-hint={t`Preview`} variant="subtle" color="gray" aria-label={t`Preview ${title}`} onClick={onPreview}><IconEye size={18} aria-hidden /></ActionIcon>
      {onRemove && <ActionIcon data-hint={t`Delete`} variant="subtle" color="red" aria-label={t`Delete ${title}`} onClick={onRemove}><IconX size={18} aria-hidden /></ActionIcon>}
    </>
  )
}

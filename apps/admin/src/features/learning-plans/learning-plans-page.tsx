import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Group, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { IconPencil, IconPlus, IconRoute, IconX } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, client, countedPagesOf, type Outputs } from '../../api.ts'
import { LinkButton, LinkIcon, TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { TableViewMenu, useTableView } from '../../parts/table-view.tsx'
import { useMay, useSession } from '../../shell/session.ts'
import { CertificationNames } from '../courses/courses-page.tsx'
import { DeleteItemDialog } from '../items/delete-item-dialog.tsx'

type Plan = Outputs['learningPlans']['list']['items'][number]

const route = getRouteApi('/shell/learning-plans')

/** Training → Learning Plans. */
export function LearningPlansPage() {
  const { t } = useLingui()
  const { search = '', sort = 'name', direction = 'asc' } = route.useSearch()
  const navigate = route.useNavigate()
  const [view, setView] = useTableView('learning-plans', ['description'])
  const manages = useMay('training.manage')
  const columns = useColumns()
  const [deleting, setDeleting] = useState<Plan | null>(null)
  const list = listOf(useInfiniteQuery({
    ...countedPagesOf(api.learningPlans.list, client.learningPlans.list.query, { search: search || undefined, sort, direction }), placeholderData: keepPreviousData,
  }))
  const create = manages && <LinkButton to="/learning-plans/new" leftSection={<IconPlus size={18} aria-hidden />}><Trans>New learning plan</Trans></LinkButton>
  return (
    <Page title={t`Learning Plans`} crumbs={[{ title: t`Training` }]} actions={create}>
      <Group justify="space-between" gap="sm">
        <SearchField label={t`Search learning plans`} value={search} onChange={(text) => void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })} />
        <TableViewMenu columns={columns} view={view} onChange={setView} />
      </Group>
      <ListTable
        label={t`Learning Plans`} list={list} rowKey={({ id }) => id} columns={columns} view={view}
        sorting={{ by: sort, direction, onSort: (by, next) => void navigate({ search: (before) => ({ ...before, sort: by, direction: next }), replace: true }) }}
        {...(manages ? { actions: (plan: Plan) => <RowActions plan={plan} onDelete={() => setDeleting(plan)} /> } : {})}
        empty={(
          <EmptyState icon={IconRoute} title={<Trans>No learning plans yet</Trans>} actions={create}>
            <Trans>A learning plan is a row of courses. Whoever has completed all of them has completed the plan, which can award certifications of its own.</Trans>
          </EmptyState>
        )}
        onClearFilters={search === '' ? undefined : () => void navigate({ search: { sort, direction }, replace: true })}
      />
      {deleting && <DeleteItemDialog item={deleting} onClose={() => setDeleting(null)} onDone={() => setDeleting(null)} />}
    </Page>
  )
}

function useColumns(): Column<Plan, 'name' | 'code'>[] {
  const { t, i18n } = useLingui()
  const { features } = useSession()
  return [
    { key: 'name', title: t`Name`, sort: 'name', header: true, render: ({ id, name }) => <TextLink to="/learning-plans/$plan" params={{ plan: id }} fw={600} size="sm">{name}</TextLink> },
    { key: 'code', title: t`Code`, sort: 'code', render: ({ code }) => code },
    { key: 'description', title: t`Description`, render: ({ description }) => <Text size="sm" lineClamp={2} maw={360}>{description}</Text> },
    { key: 'courses', title: t`Courses`, align: 'end', render: ({ courseCount }) => formatCount(courseCount, i18n.locale) },
    { key: 'enrolled', title: t`Enrolled`, align: 'end', render: ({ enrolledCount }) => formatCount(enrolledCount, i18n.locale) },
    ...(features.certifications ? [{ key: 'certifications', title: t`Certifications`, render: ({ certifications }: Plan) => <CertificationNames certifications={certifications} /> }] : []),
  ]
}

function RowActions({ plan: { id, name }, onDelete }: { plan: Plan; onDelete: () => void }) {
  const { t } = useLingui()
  return (
    <>
      <LinkIcon data-hint={t`Edit`} to="/learning-plans/$plan" params={{ plan: id }} variant="subtle" color="gray" aria-label={t`Edit ${name}`}><IconPencil size={18} aria-hidden /></LinkIcon>
      <ActionIcon data-hint={t`Delete`} variant="subtle" color="red" aria-label={t`Delete ${name}`} onClick={onDelete}><IconX size={18} aria-hidden /></ActionIcon>
    </>
  )
}

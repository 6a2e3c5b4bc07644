import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Badge, Group, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { IconBook, IconPencil, IconPlus, IconX } from '@tabler/icons-react'
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
import { DeleteItemDialog } from '../items/delete-item-dialog.tsx'

type Course = Outputs['courses']['list']['items'][number]

const route = getRouteApi('/shell/courses')

/** Training → Courses. */
export function CoursesPage() {
  const { t } = useLingui()
  const { search = '', sort = 'name', direction = 'asc' } = route.useSearch()
  const navigate = route.useNavigate()
  const [view, setView] = useTableView('courses', ['description'])
  const manages = useMay('training.manage')
  const columns = useColumns()
  const [deleting, setDeleting] = useState<Course | null>(null)
  const list = listOf(useInfiniteQuery({
    ...countedPagesOf(api.courses.list, client.courses.list.query, { search: search || undefined, sort, direction }), placeholderData: keepPreviousData,
  }))
  const create = manages && <LinkButton to="/courses/new" leftSection={<IconPlus size={18} aria-hidden />}><Trans>New course</Trans></LinkButton>
  return (
    <Page title={t`Courses`} crumbs={[{ title: t`Training` }]} actions={create}>
      <Group justify="space-between" gap="sm">
        <SearchField label={t`Search courses`} value={search} onChange={(text) => void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })} />
        <TableViewMenu columns={columns} view={view} onChange={setView} />
      </Group>
      <ListTable
        label={t`Courses`} list={list} rowKey={({ id }) => id} columns={columns} view={view}
        sorting={{ by: sort, direction, onSort: (by, next) => void navigate({ search: (before) => ({ ...before, sort: by, direction: next }), replace: true }) }}
        {...(manages ? { actions: (course: Course) => <RowActions course={course} onDelete={() => setDeleting(course)} /> } : {})}
        empty={(
          <EmptyState icon={IconBook} title={<Trans>No courses yet</Trans>} actions={create}>
            <Trans>A course holds what is to be learned: pages, files, videos, links, quizzes, SCORM packages. Completing it can award certifications.</Trans>
          </EmptyState>
        )}
        onClearFilters={search === '' ? undefined : () => void navigate({ search: { sort, direction }, replace: true })}
      />
      {deleting && <DeleteItemDialog item={deleting} onClose={() => setDeleting(null)} onDone={() => setDeleting(null)} />}
    </Page>
  )
}

function useColumns(): Column<Course, 'name' | 'code'>[] {
  const { t, i18n } = useLingui()
  const { features } = useSession()
  return [
    {
      key: 'name', title: t`Name`, sort: 'name', header: true,
      render: ({ id, name, selfEnrolment }) => (
        <Group gap="xs">
          <TextLink to="/courses/$course" params={{ course: id }} fw={600} size="sm">{name}</TextLink>
          {selfEnrolment && <Badge variant="light" tt="none"><Trans>Open to all</Trans></Badge>}
        </Group>
      ),
    },
    { key: 'code', title: t`Code`, sort: 'code', render: ({ code }) => code },
    { key: 'description', title: t`Description`, render: ({ description }) => <Text size="sm" lineClamp={2} maw={360}>{description}</Text> },
    { key: 'materials', title: t`Materials`, align: 'end', render: ({ materialCount }) => formatCount(materialCount, i18n.locale) },
    { key: 'enrolled', title: t`Enrolled`, align: 'end', render: ({ enrolledCount }) => formatCount(enrolledCount, i18n.locale) },
    ...(features.certifications ? [{ key: 'certifications', title: t`Certifications`, render: ({ certifications }: Course) => <CertificationNames certifications={certifications} /> }] : []),
  ]
}

/** The first two, and how many more. */
export function CertificationNames({ certifications }: { certifications: Course['certifications'] }) {
  const more = certifications.length - 2
  return (
    <Text size="sm" title={certifications.map(({ name }) => name).join(', ')}>
      {certifications.slice(0, 2).map(({ name }) => name).join(', ')}
      {more > 0 && <> <Plural value={more} one="and # more" other="and # more" /></>}
    </Text>
  )
}

function RowActions({ course: { id, name }, onDelete }: { course: Course; onDelete: () => void }) {
  const { t } = useLingui()
  return (
    <>
      <LinkIcon data-hint={t`Edit`} to="/courses/$course" params={{ course: id }} variant="subtle" color="gray" aria-label={t`Edit ${name}`}><IconPencil size={18} aria-hidden /></LinkIcon>
      <ActionIcon data-hint={t`Delete`} variant="subtle" color="red" aria-label={t`Delete ${name}`} onClick={onDelete}><IconX size={18} aria-hidden /></ActionIcon>
    </>
  )
}

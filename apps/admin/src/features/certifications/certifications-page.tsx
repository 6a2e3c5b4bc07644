import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Badge, Group, SegmentedControl, Text } from '@mantine/core'
import { describeValidity } from '@recert/domain/certifications'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { chooseLanguage } from '@recert/ui/language'
import { IconCertificate, IconFileImport, IconPencil, IconPlus, IconTrash, IconX } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, client, countedPagesOf, type Outputs } from '../../api.ts'
import { FilterPills } from '../../parts/filter-pills.tsx'
import { LinkButton, LinkIcon, TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { TableViewMenu, useTableView } from '../../parts/table-view.tsx'
import { useMay, useMayEnter } from '../../shell/session.ts'
import { DeleteCertificationDialog } from './delete-certification-dialog.tsx'

type Certification = Outputs['certifications']['list']['items'][number]

const route = getRouteApi('/shell/retraining/certifications')

/** R3.1: Certifications & Retraining → Manage. */
export function CertificationsPage() {
  const { t } = useLingui()
  const { search = '', sort = 'name', direction = 'asc', retired, held, delete: deleting } = route.useSearch()
  const navigate = route.useNavigate()
  const [view, setView] = useTableView('certifications')
  const columns = useColumns(useMay('awards.view'))
  const manages = useMay('certifications.manage')
  const list = listOf(useInfiniteQuery({
    ...countedPagesOf(api.certifications.list, client.certifications.list.query, { search: search || undefined, sort, direction, retired, held }),
    placeholderData: keepPreviousData,
  }))
  const filtered = search !== '' || retired !== undefined || held !== undefined
  const ask = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, delete: id }), replace: true, resetScroll: false })

  return (
    <Page title={t`Certifications`} here={t`Manage`} crumbs={[{ title: t`Certifications & Retraining` }]} actions={<Actions />}>
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <SearchField label={t`Search certifications`} value={search} onChange={(text) => void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })} />
          <SegmentedControl
            aria-label={t`Which certifications`} value={retired === undefined ? 'all' : retired ? 'retired' : 'used'}
            data={[{ value: 'all', label: t`All` }, { value: 'used', label: t`In use` }, { value: 'retired', label: t`Retired` }]}
            onChange={(value) => void navigate({ search: (before) => ({ ...before, retired: value === 'all' ? undefined : value === 'retired' }), replace: true })}
          />
        </Group>
        <TableViewMenu columns={columns} view={view} onChange={setView} />
      </Group>
      <FilterPills
        filters={held === undefined ? [] : [{ key: 'held', text: held ? t`Somebody holds it` : t`Nobody holds it`, onRemove: () => void navigate({ search: (before) => ({ ...before, held: undefined }), replace: true }) }]}
        onClear={() => void navigate({ search: { sort, direction }, replace: true })}
      />
      <ListTable
        label={t`Certifications`} list={list} rowKey={({ id }) => id} columns={columns} view={view}
        sorting={{ by: sort, direction, onSort: (by, next) => void navigate({ search: (before) => ({ ...before, sort: by, direction: next }), replace: true }) }}
        actions={manages ? ({ id, name }) => <RowActions id={id} name={name} onDelete={() => ask(id)} /> : undefined}
        empty={<NoCertifications />}
        onClearFilters={filtered ? () => void navigate({ search: { sort, direction }, replace: true }) : undefined}
      />
      {deleting && manages && <DeleteCertificationDialog certification={deleting} onClose={() => ask(undefined)} onDone={() => ask(undefined)} />}
    </Page>
  )
}

function useColumns(seesAwards: boolean): Column<Certification, 'name' | 'code'>[] {
  const { t, i18n } = useLingui()
  const language = chooseLanguage(i18n.locale, [])
  return [
    {
      key: 'name', title: t`Name`, sort: 'name', header: true,
      render: ({ id, name, retiredAt }) => (
        <Group gap="xs">
          <TextLink to="/certifications/$certification" params={{ certification: id }} fw={600} size="sm">{name}</TextLink>
          {retiredAt && <Badge color="gray" variant="light" tt="none"><Trans>Retired</Trans></Badge>}
        </Group>
      ),
    },
    { key: 'code', title: t`Code`, sort: 'code', render: ({ code }) => code },
    { key: 'description', title: t`Description`, render: ({ description }) => <Text size="sm" lineClamp={2} maw={360}>{description}</Text> },
    { key: 'expiry', title: t`Expiry`, render: ({ validity }) => describeValidity(validity, language) },
    {
      key: 'awarded', title: t`Awarded To`, align: 'end',
      render: ({ id, name, awardedCount }) => (seesAwards ? (
        <TextLink to="/certifications/$certification" params={{ certification: id }} search={{ tab: 'awarded' }} size="sm" aria-label={plural(awardedCount, { one: `# person holds ${name}`, other: `# people hold ${name}` })}>
          {formatCount(awardedCount, language)}
        </TextLink>
      ) : formatCount(awardedCount, language)),
    },
    {
      key: 'items', title: t`Assigned Items`, align: 'end',
      render: ({ id, name, itemCount }) => (
        <TextLink to="/certifications/$certification" params={{ certification: id }} search={{ tab: 'items' }} size="sm" aria-label={plural(itemCount, { one: `# item of ${name}`, other: `# items of ${name}` })}>
          {formatCount(itemCount, language)}
        </TextLink>
      ),
    },
  ]
}

function RowActions({ id, name, onDelete }: { id: string; name: string; onDelete: () => void }) {
  const { t } = useLingui()
  return (
    <>
      <LinkIcon data-hint={t`Edit`} to="/certifications/$certification" params={{ certification: id }} variant="subtle" color="gray" aria-label={t`Edit ${name}`}>
        <IconPencil size={18} aria-hidden />
      </LinkIcon>
      <ActionIcon data-hint={t`Delete`} variant="subtle" color="red" aria-label={t`Delete ${name}`} onClick={onDelete}><IconX size={18} aria-hidden /></ActionIcon>
    </>
  )
}

function Actions() {
  const enters = useMayEnter()
  return (
    <>
      {enters('/deleted-items') && <LinkButton to="/deleted-items" variant="subtle" leftSection={<IconTrash size={18} aria-hidden />}><Trans>Deleted items</Trans></LinkButton>}
      {enters('/imports/new') && <LinkButton to="/imports/new" variant="default" leftSection={<IconFileImport size={18} aria-hidden />}><Trans>Import Certification Records via CSV</Trans></LinkButton>}
      {enters('/certifications/new') && <LinkButton to="/certifications/new" leftSection={<IconPlus size={18} aria-hidden />}><Trans>New Certification</Trans></LinkButton>}
    </>
  )
}

function NoCertifications() {
  const enters = useMayEnter()
  return (
    <EmptyState icon={IconCertificate} title={<Trans>No certifications yet</Trans>} actions={enters('/certifications/new') && <LinkButton to="/certifications/new"><Trans>New Certification</Trans></LinkButton>}>
      <Trans>A certification says what people prove by it and how long it is valid. Make the first one, then assign the courses by which it is earned, or import what people hold already.</Trans>
    </EmptyState>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, Menu, SegmentedControl, Stack, Text } from '@mantine/core'
import { REPORT_KINDS } from '@recert/domain/reports'
import { EmptyState } from '@recert/ui/empty-state'
import { Instant } from '@recert/ui/instant'
import { IconChevronDown, IconFolderOpen, IconReportAnalytics } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { api, client, pagesOf } from '../../api.ts'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import type { ReportsSearch } from '../../search.ts'
import { type Report, ReportMenu } from './report-menu.tsx'
import { useKindTexts } from './use-kind-texts.ts'
import { useStarts } from './use-starts.ts'

const route = getRouteApi('/shell/retraining/reports')

/** R13.1: one's own reports, and those that others share. */
export function ReportsPage() {
  const { t } = useLingui()
  const { search = '', mine } = route.useSearch()
  const navigate = route.useNavigate()
  const kinds = useKindTexts()
  const list = listOf<Report>(useInfiniteQuery({ ...pagesOf(api.reports.list, client.reports.list.query, { search: search || undefined, mine }), placeholderData: keepPreviousData }))
  const change = (changes: Partial<ReportsSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  const filtered = search !== '' || mine !== undefined
  const none = list.rows?.length === 0 && !filtered
  const columns: Column<Report>[] = [
    { key: 'name', title: t`Name`, header: true, render: (report) => <Name report={report} /> },
    { key: 'kind', title: t`Kind`, render: ({ definition: { kind } }) => kinds[kind].name },
    { key: 'owner', title: t`Owner`, render: (report) => <Owner report={report} /> },
    { key: 'changed', title: t`Last change`, render: ({ updatedAt }) => <Instant value={updatedAt} /> },
  ]
  return (
    <Page
      title={t`Reports`} crumbs={[{ title: t`Certifications & Retraining` }]} actions={<NewReport />}
      description={<Trans>Who holds what, and who lacks what: now, or at an instant that an auditor asks about.</Trans>}
    >
      {!none && (
        <Group gap="sm">
          <SearchField label={t`Search reports`} value={search} onChange={(text) => change({ search: text || undefined })} />
          <SegmentedControl
            aria-label={t`Whose reports`} value={mine === undefined ? 'all' : mine ? 'mine' : 'others'} data={[{ value: 'all', label: t`All reports` }, { value: 'mine', label: t`Mine` }, { value: 'others', label: t`Of others` }]}
            onChange={(value) => change({ mine: value === 'all' ? undefined : value === 'mine' })}
          />
        </Group>
      )}
      <ListTable
        label={t`Reports`} list={list} rowKey={({ id }) => id} columns={columns} actions={(report) => <RowMenu report={report} />} onClearFilters={filtered ? () => change({ search: undefined, mine: undefined }) : undefined} empty={<NoReports />}
        card={(report) => (
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Stack gap={4} miw={0}>
              <Name report={report} />
              <Text size="sm">{kinds[report.definition.kind].name} · <Owner report={report} /></Text>
              <Text size="sm" c="dimmed" component="div"><Instant value={report.updatedAt} /></Text>
            </Stack>
            <RowMenu report={report} />
          </Group>
        )}
      />
      {!none && list.rows && <Starts />}
    </Page>
  )
}

function Name({ report: { id, name, shared } }: { report: Report }) {
  return (
    <Group gap="xs">
      <TextLink to="/reports/$report" params={{ report: id }} size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{name}</TextLink>
      {shared && <Badge variant="light" tt="none"><Trans>Shared</Trans></Badge>}
    </Group>
  )
}

/** A key that is gone has no name. */
function Owner({ report: { mine, ownerName } }: { report: Report }) {
  return mine ? <Trans>You</Trans> : (ownerName ?? <Trans>Somebody who is not there any more</Trans>)
}

function RowMenu({ report }: { report: Report }) {
  const navigate = useNavigate()
  return (
    <ReportMenu report={report}>
      <Menu.Item leftSection={<IconFolderOpen size={16} aria-hidden />} onClick={() => void navigate({ to: '/reports/$report', params: { report: report.id } })}><Trans>Open</Trans></Menu.Item>
    </ReportMenu>
  )
}

/** A new report of either kind. */
function NewReport() {
  const navigate = useNavigate()
  const kinds = useKindTexts()
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target><Button rightSection={<IconChevronDown size={16} aria-hidden />}><Trans>New report</Trans></Button></Menu.Target>
      <Menu.Dropdown>
        {REPORT_KINDS.map((kind) => (
          <Menu.Item key={kind} onClick={() => void navigate({ to: '/reports/new', search: { kind } })}>
            {kinds[kind].name}
            <Text size="xs" c="dimmed" component="div">{kinds[kind].answers}</Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Ready-made ones to begin with. */
function Starts() {
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed"><Trans>Or begin with one of these:</Trans></Text>
      <Group gap="xs"><StartLinks /></Group>
    </Stack>
  )
}

function StartLinks() {
  return useStarts().map(({ name, description, search }) => <LinkButton key={name} to="/reports/new" search={search} variant="default" data-hint={description}>{name}</LinkButton>)
}

function NoReports() {
  const kinds = useKindTexts()
  return (
    <EmptyState icon={IconReportAnalytics} title={<Trans>No reports yet</Trans>} actions={<StartLinks />}>
      <Trans>There are two kinds.</Trans>{' '}
      {REPORT_KINDS.map((kind) => <span key={kind}><TextLink inherit underline="always" to="/reports/new" search={{ kind }}>{kinds[kind].name}</TextLink>: {kinds[kind].answers}{' '}</span>)}
      <Trans>Begin with either, or with one of these:</Trans>
    </EmptyState>
  )
}

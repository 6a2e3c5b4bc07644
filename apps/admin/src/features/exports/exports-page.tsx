import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Group, Stack, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { formatBytes, formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, client, pagesOf } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import { listOf, wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { ExportActions } from './export-actions.tsx'
import { type Export, ExportState, isOpen } from './export-state.tsx'

const route = getRouteApi('/shell/retraining/exports')
const LOOK_EVERY = 1_500

/** R13.1: the files that somebody asked for, or gets by a schedule; a mail leads to one of them. */
export function ExportsPage() {
  const { t } = useLingui()
  const { export: only } = route.useSearch()
  return (
    <Page title={t`Exports`} crumbs={[{ title: t`Certifications & Retraining` }]} description={<Trans>Your own files of reports. Nobody else can fetch them.</Trans>}>
      {only === undefined ? <AllExports /> : <OneExport id={only} />}
    </Page>
  )
}

function AllExports() {
  const list = listOf(useInfiniteQuery({
    ...pagesOf(api.exports.list, client.exports.list.query, {}),
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isOpen)) ? LOOK_EVERY : false),
  }))
  return <Exports list={list} />
}

function OneExport({ id }: { id: string }) {
  const query = useQuery({ ...api.exports.get.queryOptions({ export: id }), refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? LOOK_EVERY : false) })
  return (
    <Stack gap="sm">
      <Alert variant="light" color="blue">
        <Group justify="space-between" gap="sm">
          <Text size="sm"><Trans>Only the export that the link names is shown.</Trans></Text>
          <LinkButton to="/exports" search={{}} variant="default" size="compact-sm"><Trans>Show all exports</Trans></LinkButton>
        </Group>
      </Alert>
      <Exports list={wholeList({ ...query, data: query.data && { items: [query.data] } })} />
    </Stack>
  )
}

function Exports({ list }: { list: ReturnType<typeof wholeList<Export>> }) {
  const { t } = useLingui()
  const columns = useColumns()
  return (
    <ListTable
      label={t`Exports`} list={list} rowKey={({ id }) => id} columns={columns} actions={(shown) => <ExportActions shown={shown} />} card={(shown) => <ExportCard shown={shown} />}
      empty={(
        <EmptyState icon={IconDownload} title={<Trans>No exports yet</Trans>} actions={<ReportsButton />}>
          <Trans>Open a report and choose Export: its file, as CSV or for Excel, appears here. Reports that are sent to you by a schedule do so, too.</Trans>
        </EmptyState>
      )}
    />
  )
}

const ReportsButton = () => <LinkButton to="/reports" variant="default"><Trans>Go to the reports</Trans></LinkButton>

function useColumns(): Column<Export>[] {
  const { t, i18n } = useLingui()
  return [
    { key: 'name', title: t`Report`, header: true, render: (shown) => <Name shown={shown} /> },
    { key: 'state', title: t`State`, render: (shown) => <ExportState shown={shown} /> },
    { key: 'created', title: t`Asked for`, render: ({ createdAt }) => <Instant value={createdAt} /> },
    { key: 'format', title: t`Format`, render: ({ format }) => format.toUpperCase() },
    { key: 'rows', title: t`Rows`, align: 'end', render: ({ rows }) => (rows === null ? null : formatCount(rows, i18n.locale)) },
    { key: 'size', title: t`Size`, align: 'end', render: ({ file }) => file && formatBytes(file.size, i18n.locale) },
  ]
}

function Name({ shown: { name, scheduleId } }: { shown: Export }) {
  return (
    <>
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{name}</Text>
      {scheduleId && <Text size="xs" c="dimmed"><Trans>By a schedule</Trans></Text>}
    </>
  )
}

function ExportCard({ shown }: { shown: Export }) {
  const { i18n } = useLingui()
  const rows = shown.rows === null ? null : formatCount(shown.rows, i18n.locale)
  return (
    <Stack gap="xs">
      <Name shown={shown} />
      <div><ExportState shown={shown} /></div>
      <Text size="xs" c="dimmed" component="div">
        <Instant value={shown.createdAt} /> · {shown.format.toUpperCase()}
        {rows !== null && <> · <Trans>{rows} rows</Trans></>}
        {shown.file && <> · {formatBytes(shown.file.size, i18n.locale)}</>}
      </Text>
      <ExportActions shown={shown} />
    </Stack>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Code, Text } from '@mantine/core'
import type { RowOutcome } from '@recert/domain/imports'
import { formatCount } from '@recert/ui/format'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, type Outputs, client, pagesOf } from '../../api.ts'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { useMe } from '../../shell/session.ts'
import { useOutcomeNames } from './counts.tsx'

type Row = Outputs['imports']['rows']['items'][number]

/** What became, or would become, of the rows of a file; those of one outcome, or all. */
export function RowsTable({ importId, outcome, limit, label }: { importId: string; outcome?: RowOutcome | undefined; limit?: number; label: string }) {
  const { t, i18n } = useLingui()
  const names = useOutcomeNames()
  const list = listOf(useInfiniteQuery(pagesOf(api.imports.rows, client.imports.rows.query, { import: importId, outcome, limit })))
  const explained = outcome === undefined || outcome === 'rejected' || outcome === 'skipped'
  const columns: Column<Row>[] = [
    { key: 'line', title: t`Line`, header: true, render: ({ line }) => formatCount(line, i18n.locale) },
    ...(outcome === undefined ? [{ key: 'outcome', title: t`Outcome`, render: ({ outcome: each }: Row) => names[each] }] : []),
    ...(explained
      ? [
          { key: 'column', title: t`Column`, render: ({ column }: Row) => column },
          { key: 'value', title: t`Value`, render: ({ value }: Row) => value !== null && <Code>{value === '' ? '∅' : value}</Code> },
          { key: 'reason', title: t`Reason`, render: ({ message }: Row) => message && <Text size="sm" miw={260}>{message}</Text> },
        ]
      : []),
    { key: 'cells', title: t`Row`, render: ({ cells }) => <Text size="xs" ff="monospace" lineClamp={2} maw={420} title={cells.join(' | ')}>{cells.join(' | ')}</Text> },
  ]
  return <ListTable label={label} list={list} rowKey={({ record }) => String(record)} columns={columns} empty={<Text size="sm" c="dimmed" py="md"><Trans>There are no such rows.</Trans></Text>} />
}

/** In place of the rows, once clearing up has forgotten them; for how long they are kept only superadmins see. */
export function RowsCleared() {
  const { data } = useQuery(api.organisation.settings.queryOptions(undefined, { enabled: useMe().role === 'superadmin' }))
  return (
    <Text size="sm" c="dimmed">
      {data
        ? <Plural value={data.retentionDays} one="The rows were cleared away: files of imports are kept for # day. What was imported stays." other="The rows were cleared away: files of imports are kept for # days. What was imported stays." />
        : <Trans>The rows were cleared away: files of imports are kept only for a time. What was imported stays.</Trans>}
    </Text>
  )
}

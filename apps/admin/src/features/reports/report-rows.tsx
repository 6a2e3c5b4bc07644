import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Stack, Text } from '@mantine/core'
import { COLUMN_TYPE, type ReportColumn, type ReportDefinition, type ReportSort } from '@recert/domain/reports'
import { EmptyState } from '@recert/ui/empty-state'
import { IconChevronRight, IconReportSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { api, client, countedPagesOf } from '../../api.ts'
import { LinkIcon } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { ReportCell, type ReportRow } from './report-cell.tsx'
import { useReportWords } from './use-report-words.ts'

/** Which column's heading sorts by what. */
const SORT_OF: Partial<Record<ReportColumn, ReportSort>> = { 'person.username': 'username', 'certification.name': 'certification', 'award.issuedAt': 'issued', 'award.expiresAt': 'expires' }

type Props = { definition: ReportDefinition; onSort: (sort: ReportSort, direction: 'asc' | 'desc') => void; onClearFilters: (() => void) | undefined }

/** The report's rows, page by page. `onClearFilters`: while there are some. */
export function ReportRows({ definition, onSort, onClearFilters }: Props) {
  const { t } = useLingui()
  const words = useReportWords()
  const list = listOf<ReportRow>(useInfiniteQuery({ ...countedPagesOf(api.reports.preview, client.reports.preview.query, { definition }), placeholderData: keepPreviousData }))
  const columns = definition.columns.map((column, index): Column<ReportRow, ReportSort> => ({
    key: column, title: words.columns[column], render: (row) => <ReportCell column={column} row={row} />,
    ...(SORT_OF[column] ? { sort: SORT_OF[column] } : {}), ...(index === 0 ? { header: true } : {}), ...(COLUMN_TYPE[column] === 'number' ? { align: 'end' } : {}),
  }))
  return (
    <ListTable
      label={t`Rows of the report`} list={list} columns={columns}
      rowKey={({ personId, certificationId, awardId }) => awardId ?? `${personId} ${certificationId}`}
      sorting={{ by: definition.sort, direction: definition.direction, onSort }}
      actions={(row) => <AwardLink row={row} />}
      card={(row) => <Card columns={definition.columns} row={row} />}
      empty={<NoRows kind={definition.kind} />} onClearFilters={onClearFilters}
    />
  )
}

/** As it was known then, there are awards that have been removed since. */
function AwardLink({ row: { awardId, awardOpens } }: { row: ReportRow }) {
  const { t } = useLingui()
  return awardId !== null && awardOpens && (
    <LinkIcon data-hint={t`Details and history`} to="/awarded-users/$award" params={{ award: awardId }} variant="subtle" color="gray" aria-label={t`Details and history`}>
      <IconChevronRight size={18} aria-hidden />
    </LinkIcon>
  )
}

/** On a phone: each value under its heading's name; what is empty is left out. */
function Card({ columns, row }: { columns: ReportColumn[]; row: ReportRow }) {
  const words = useReportWords()
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <Stack gap={4} miw={0}>
        {columns.map((column) => ((row.values[column] ?? null) === null ? null : (
          <Text key={column} size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
            <Text span size="sm" c="dimmed">{words.columns[column]}: </Text><ReportCell column={column} row={row} />
          </Text>
        )))}
      </Stack>
      <AwardLink row={row} />
    </Group>
  )
}

function NoRows({ kind }: Pick<ReportDefinition, 'kind'>) {
  return (
    <EmptyState icon={IconReportSearch} title={<Trans>No rows yet</Trans>}>
      {kind === 'users_certifications'
        ? <Trans>Nobody whom you may see holds a certification. Rows appear here as soon as somebody is awarded one.</Trans>
        : <Trans>There is no certification yet, or nobody whom you may see. Rows appear here as soon as there are both.</Trans>}
    </EmptyState>
  )
}

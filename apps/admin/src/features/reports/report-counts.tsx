import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { ASSOCIATIONS } from '@recert/domain/awards'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { REPORT_STANDINGS, type ReportDefinition, type ReportGroup, type ReportStanding } from '@recert/domain/reports'
import { IconChartBar } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../api.ts'
import { wholeList } from '../../parts/list.ts'
import { useStandingCounts } from '../../parts/standing-counts.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { changesOf } from './definition.ts'
import classes from './report-counts.module.css'
import { ReportLink, type ReportPlace } from './report-link.tsx'
import { rowsBehind } from './rows-behind.ts'
import { useReportWords } from './use-report-words.ts'

type Count = Outputs['reports']['groups']['items'][number]

type Props = {
  /** As it was saved, or as a new report begins. */
  base: ReportDefinition
  definition: ReportDefinition
  by: ReportGroup
  place: ReportPlace
  onClearFilters: (() => void) | undefined
}

/** How many rows the report has of each certification, branch …, in all and by standing. Each number leads to the rows behind it. */
export function ReportCounts({ base, definition, by, place, onClearFilters }: Props) {
  const { t, i18n } = useLingui()
  const words = useReportWords()
  const standings = useStandingCounts()
  const titles: Record<ReportGroup, string> = { certification: t`Certification`, branch: t`Branch`, group: t`Group`, standing: t`Standing`, association: t`Association` }
  const query = useQuery({ ...api.reports.groups.queryOptions({ definition, by }), placeholderData: keepPreviousData })
  const list = wholeList<Count>(query)
  const nameOf = useGroupName(by)
  const most = Math.max(1, ...(list.rows ?? []).map(({ total }) => total))
  const shown = REPORT_STANDINGS.filter((standing) => list.rows?.some(({ counts }) => counts[standing] > 0))
  const number = (row: Count, count: number, standing: ReportStanding | null) => {
    const behind = count === 0 ? null : rowsBehind(definition, by, row.id, standing)
    const [text, name, of] = [formatCount(count, i18n.locale), nameOf(row), standing === null ? '' : words.standing[standing]]
    if (!behind) return text
    const label = standing === null ? plural(count, { one: `# row of ${name}`, other: `# rows of ${name}` }) : plural(count, { one: `# row of ${name}: ${of}`, other: `# rows of ${name}: ${of}` })
    return <ReportLink place={place} changes={changesOf(base, behind)} label={label}>{text}</ReportLink>
  }
  const columns: Column<Count>[] = [
    { key: 'label', title: titles[by], header: true, render: nameOf },
    { key: 'total', title: t`Rows`, align: 'end', render: (row) => number(row, row.total, null) },
    ...(by === 'standing' ? [] : shown.map((standing): Column<Count> => ({ key: standing, title: standings[standing], align: 'end', render: (row) => number(row, row.counts[standing], standing) }))),
    { key: 'bar', title: t({ context: 'part of all', message: 'Share' }), render: (row) => <Bar row={row} most={most} /> },
  ]
  return (
    <ListTable
      label={t`Counts by ${titles[by]}`} list={{ ...list, refreshing: query.isPlaceholderData }} rowKey={({ id }) => id ?? ''} columns={columns} onClearFilters={onClearFilters}
      empty={<EmptyState icon={IconChartBar} title={<Trans>Nothing to count yet</Trans>}><Trans>Counts appear here as soon as the report has rows.</Trans></EmptyState>}
    />
  )
}

/** The same numbers to the eye; the longest bar is the largest count. */
function Bar({ row: { counts }, most }: { row: Count; most: number }) {
  return (
    <div className={classes.bar} aria-hidden>
      {REPORT_STANDINGS.map((standing) => counts[standing] > 0 && <span key={standing} data-standing={standing} style={{ width: `${(100 * counts[standing]) / most}%` }} />)}
    </div>
  )
}

/** What a group is called; what belongs to none, says so. */
function useGroupName(by: ReportGroup): (count: Count) => string {
  const { t } = useLingui()
  const words = useReportWords()
  const none: Record<ReportGroup, string> = { certification: '', branch: t`In no branch`, group: t`In no group`, standing: '', association: words.standing.never }
  return ({ id, label }) => {
    if (id === null) return none[by]
    if (by === 'standing') return words.standing[REPORT_STANDINGS.find((each) => each === id) ?? 'never']
    const association = by === 'association' && ASSOCIATIONS.find((each) => each === id)
    return association ? words.association[association] : label
  }
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Stack, Text, Title } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { IconTimeline } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'

type Chain = Outputs['certifications']['chain']
type Way = Chain['followed'][number]['by']
type FollowedRow = { by: Way | 'first'; early: number | null; late: number | null; total: number }

/** How the cycles of a certification followed each other: in which ways, and year by year. */
export function CertificationChain({ certification }: { certification: string }) {
  const { t } = useLingui()
  const { data, error, refetch } = useQuery(api.certifications.chain.queryOptions({ certification }))
  const followedColumns = useFollowedColumns()
  const yearColumns = useYearColumns(certification)
  const empty = (
    <EmptyState icon={IconTimeline} title={<Trans>Nobody has held it yet</Trans>}>
      <Trans>Once it is awarded, this shows how often it is renewed in time, renewed late, and left to lapse.</Trans>
    </EmptyState>
  )
  const followed = data && [{ by: 'first' as const, early: null, late: null, total: data.first }, ...data.followed.map((way) => ({ ...way, total: way.early + way.late }))]
  if (data?.years.length === 0) return empty
  return (
    <Stack gap="xl">
      <div>
        <Title order={2} size="h3" mb="xs"><Trans>By year</Trans></Title>
        <Text size="sm" c="dimmed" mb="sm"><Trans>A cycle is renewed in time or late by whether the one before it had expired. It lapsed in the year in which it expired without a next one by then. Years are those of your time zone.</Trans></Text>
        <ListTable label={t`By year`} list={wholeList({ data: data && { items: data.years }, error, refetch })} rowKey={({ year }) => String(year)} columns={yearColumns} empty={empty} />
      </div>
      <div>
        <Title order={2} size="h3" mb="xs"><Trans>How cycles followed each other</Trans></Title>
        <ListTable label={t`How cycles followed each other`} list={wholeList<FollowedRow>({ data: followed && { items: followed }, error: null, refetch })} rowKey={({ by }) => by} columns={followedColumns} empty={empty} />
      </div>
    </Stack>
  )
}

function useYearColumns(certification: string): Column<Chain['years'][number]>[] {
  const { t, i18n } = useLingui()
  const count = (value: number) => formatCount(value, i18n.locale)
  return [
    { key: 'year', title: t`Year`, header: true, render: ({ year }) => year },
    {
      key: 'issued', title: t({ context: 'count of certifications', message: 'Issued' }), align: 'end',
      render: ({ year, issued }) => (
        <TextLink to="/certifications/$certification" params={{ certification }} search={{ tab: 'awarded', cycle: 'all', issuedFrom: `${year}-01-01`, issuedTo: `${year}-12-31` }} size="sm">{count(issued)}</TextLink>
      ),
    },
    { key: 'inTime', title: t`Renewed in time`, align: 'end', render: ({ inTime }) => count(inTime) },
    { key: 'late', title: t`Renewed late`, align: 'end', render: ({ late }) => count(late) },
    { key: 'lapsed', title: t`Lapsed`, align: 'end', render: ({ lapsed }) => count(lapsed) },
  ]
}

function useFollowedColumns(): Column<FollowedRow>[] {
  const { t, i18n } = useLingui()
  const names: Record<FollowedRow['by'], string> = {
    first: t`First cycle, none before`, renewal: t`Renewal`, hand: t`Awarded again by hand`, import: t`Awarded again by an import`, external: t`Awarded again by external training`,
    completion: t`Awarded again by a completion`, removed: t`Awarded after a removal`,
  }
  const count = (value: number | null) => (value === null ? '–' : formatCount(value, i18n.locale))
  return [
    { key: 'by', title: t`How`, header: true, render: ({ by }) => names[by] },
    { key: 'early', title: t`Early`, align: 'end', render: ({ early }) => count(early) },
    { key: 'late', title: t`Late`, align: 'end', render: ({ late }) => count(late) },
    { key: 'total', title: t`Cycles`, align: 'end', render: ({ total }) => count(total) },
  ]
}

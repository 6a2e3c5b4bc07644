import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, SegmentedControl, Skeleton, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { formatCount, formatTime } from '@recert/ui/format'
import { problemOf } from '@recert/ui/problem'
import { useViewer } from '@recert/ui/viewer'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../api.ts'

type Period = 'hour' | 'day'
export type Point = { time: string; rows: number; runs: number; failures: number; waiting: number }

/** The library that draws comes when it is needed, and with no other page. */
const Charts = lazy(() => import('./throughput-charts.tsx'))

/** What all workers together got done, and how much waited, as charts and as the same numbers in a table. */
export function Throughput({ period, onPeriod }: { period: Period; onPeriod: (period: Period) => void }) {
  const { t } = useLingui()
  const viewer = useViewer()
  const [numbers, setNumbers] = useState(false)
  const { data, error, refetch } = useQuery({ ...api.throughput.get.queryOptions({ period }), placeholderData: keepPreviousData, refetchInterval: period === 'hour' ? 3_000 : 30_000 })
  if (error && !data) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  const perMinute = (data?.stepSeconds ?? 60) / 60
  const points = data?.points.map(({ at, rows, ...rest }): Point => ({ time: formatTime(new Date(at), viewer), rows: Math.round(rows / perMinute), ...rest }))
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          aria-label={t`Period`} value={period} onChange={(value) => onPeriod(value === 'day' ? 'day' : 'hour')}
          data={[{ value: 'hour', label: t`Last hour` }, { value: 'day', label: t`Last day` }]}
        />
        <Button variant="default" aria-pressed={numbers} onClick={() => setNumbers(!numbers)}>{numbers ? <Trans>Hide the numbers</Trans> : <Trans>Show the numbers</Trans>}</Button>
      </Group>
      {points?.every(({ rows, runs, failures, waiting }) => rows + runs + failures + waiting === 0) && (
        <Text size="sm" c="dimmed"><Trans>Nothing was worked on in this time. Once something runs, its rows, runs and queue are drawn here as they come.</Trans></Text>
      )}
      {/* For the eyes; the table says the same to everybody. */}
      <div aria-hidden>
        {points ? <Suspense fallback={<Skeleton height={560} />}><Charts points={points} /></Suspense> : <Skeleton height={560} />}
      </div>
      {points && <Numbers points={points} seen={numbers} />}
    </Stack>
  )
}

function Numbers({ points, seen }: { points: Point[]; seen: boolean }) {
  const { t, i18n } = useLingui()
  const columns = [{ key: 'rows', title: t`Rows per minute` }, { key: 'runs', title: t`Runs that ended well` }, { key: 'failures', title: t`Runs that failed` }, { key: 'waiting', title: t`Waiting at most` }] as const
  const table = (
    <Table stickyHeader aria-label={t`Throughput`}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t`From`}</Table.Th>
          {columns.map(({ key, title }) => <Table.Th key={key} scope="col" ta="end">{title}</Table.Th>)}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {points.toReversed().map((point) => (
          <Table.Tr key={point.time}>
            <Table.Th scope="row" fw={400}>{point.time}</Table.Th>
            {columns.map(({ key }) => <Table.Td key={key} ta="end">{formatCount(point[key], i18n.locale)}</Table.Td>)}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
  if (!seen) return <VisuallyHidden component="div">{table}</VisuallyHidden>
  return <Table.ScrollContainer minWidth={480} maxHeight="28rem" type="native" tabIndex={0} role="region" aria-label={t`Throughput in numbers`}>{table}</Table.ScrollContainer>
}

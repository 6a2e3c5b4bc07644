import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Paper, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core'
import { FORECAST_BY, FORECAST_WEEKS } from '@recert/domain/overview'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { OverviewSearch } from '../../search.ts'
import { ForecastTable } from './forecast-table.tsx'
import { addedUp } from './overview-links.ts'
import { forecast } from './overview-queries.ts'
import { SplitTable } from './split-table.tsx'

/** The library that draws comes when it is needed, and with no other page. */
const Chart = lazy(() => import('./forecast-chart.tsx'))

type Props = { search: OverviewSearch; onChange: (changes: Partial<OverviewSearch>) => void }

/** R13.4: what will lapse, week by week, as a drawing or as a table, and of what and whom most of it is. */
export function ForecastSection({ search, onChange }: Props) {
  const { t } = useLingui()
  const { data, error, refetch } = useQuery(forecast(search))
  if (error && !data) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  const { by = 'certification', weeks = 26 } = search
  return (
    <>
      <Stack gap="md" component="section" aria-labelledby="forecast">
        <Group justify="space-between" gap="sm">
          <div>
            <Title order={2} id="forecast"><Trans>Forecast</Trans></Title>
            <Text size="sm" c="dimmed"><Trans>What lapses if nothing more is renewed, by weeks from Monday on.</Trans></Text>
          </div>
          <Group gap="sm">
            <SegmentedControl
              aria-label={t`Weeks ahead`} value={String(weeks)} data={FORECAST_WEEKS.map((each) => ({ value: String(each), label: t`${each} weeks` }))}
              onChange={(value) => onChange({ weeks: FORECAST_WEEKS.find((each) => String(each) === value && each !== 26) })}
            />
            <Checkbox label={t`Cumulative`} checked={search.cumulative ?? false} onChange={(event) => onChange({ cumulative: event.currentTarget.checked || undefined })} />
            <Button
              variant="default" aria-pressed={search.table ?? false} leftSection={search.table ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />}
              onClick={() => onChange({ table: search.table ? undefined : true })}
            >
              {search.table ? <Trans>Show as a chart</Trans> : <Trans>Show as table</Trans>}
            </Button>
          </Group>
        </Group>
        {/* Anew for each question: numbers of another must not stand under this one's words, nor lead on by them. Only the split leaves them as they are. */}
        <Weeks key={[search.certification, search.branch, weeks].join()} search={search} />
      </Stack>
      <Stack gap="md" component="section" aria-labelledby="split">
        <Group justify="space-between" gap="sm">
          <Title order={2} id="split">{by === 'branch' ? <Trans>What lapses, by branch</Trans> : <Trans>What lapses, by certification</Trans>}</Title>
          <SegmentedControl
            aria-label={t`Split by`} value={by} data={[{ value: 'certification', label: t`By certification` }, { value: 'branch', label: t`By branch` }]}
            onChange={(value) => onChange({ by: FORECAST_BY.find((each) => each === value && each !== 'certification') })}
          />
        </Group>
        {data ? <SplitTable data={data} search={search} onChange={onChange} /> : <Skeleton height={200} />}
      </Stack>
    </>
  )
}

function Weeks({ search }: { search: OverviewSearch }) {
  const { data } = useQuery({ ...forecast(search), placeholderData: keepPreviousData })
  if (!data) return <Skeleton height={300} />
  if (data.total.lapses === 0) return <Text c="dimmed"><Trans>Nothing lapses in this time.</Trans></Text>
  const shown = search.cumulative ? addedUp(data.weeks) : data.weeks
  return (
    <>
      {/* For the eyes; the table says the same to everybody. */}
      {!search.table && <Paper withBorder p="md" aria-hidden><Suspense fallback={<Skeleton height={260} />}><Chart weeks={shown} /></Suspense></Paper>}
      <ForecastTable weeks={data.weeks} shown={shown} search={search} />
    </>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { BarChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import '@mantine/core/styles/ColorSwatch.css'
import { Paper, SimpleGrid, Stack, Title } from '@mantine/core'
import { formatCount } from '@recert/ui/format'
import type { ReactNode } from 'react'
import type { Point } from './throughput.tsx'

/** Alone in its file, so that the library comes with nothing else; of that, only what draws bars, which is a good part less. */
export default function ThroughputCharts({ points }: { points: Point[] }) {
  const { t, i18n } = useLingui()
  const look = {
    h: 220, data: points, dataKey: 'time', tickLine: 'none' as const, valueFormatter: (value: number) => formatCount(value, i18n.locale),
    xAxisProps: { minTickGap: 32 }, yAxisProps: { width: 48, allowDecimals: false, tickFormatter: (value: number) => shortCount(value, i18n.locale) },
    // The keyboard's way through the numbers is the table, so the drawing takes no focus; and what comes every few seconds does not dance.
    barChartProps: { accessibilityLayer: false, barCategoryGap: 1 }, barProps: { isAnimationActive: false },
  }
  return (
    <Stack gap="md">
      <Chart title={<Trans>Rows per minute</Trans>}>
        <BarChart {...look} series={[{ name: 'rows', label: t`Rows per minute`, color: 'indigo.6' }]} />
      </Chart>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Chart title={<Trans>Waiting at most</Trans>}>
          <BarChart {...look} series={[{ name: 'waiting', label: t`Waiting at most`, color: 'orange.6' }]} />
        </Chart>
        <Chart title={<Trans>Runs that ended</Trans>}>
          <BarChart {...look} type="stacked" withLegend series={[{ name: 'runs', label: t`Well`, color: 'teal.6' }, { name: 'failures', label: t`Failed`, color: 'red.6' }]} />
        </Chart>
      </SimpleGrid>
    </Stack>
  )
}

function Chart({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h3" mb="sm">{title}</Title>
      {children}
    </Paper>
  )
}

const shortCount = (value: number, language: string): string => new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value)

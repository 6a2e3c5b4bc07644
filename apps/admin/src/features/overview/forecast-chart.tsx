import { useLingui } from '@lingui/react/macro'
import { BarChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import '@mantine/core/styles/ColorSwatch.css'
import { formatCount } from '@recert/ui/format'
import type { Forecast } from './overview-queries.ts'
import { shortDay } from './week-names.ts'

/** Alone in its file, so that the library that draws comes with nothing else. A bar is all that lapses; its lower part has no open renewal. */
export default function ForecastChart({ weeks }: { weeks: Forecast['weeks'] }) {
  const { t, i18n } = useLingui()
  return (
    <BarChart
      h={260} type="stacked" withLegend dataKey="week" tickLine="none" data={weeks.map(({ firstDay, lapses, withoutRenewal }) => ({ week: shortDay(firstDay, i18n.locale), withoutRenewal, renewing: lapses - withoutRenewal }))}
      // Blue and orange are told apart whatever colours one sees, and both stand out on light and dark.
      series={[{ name: 'withoutRenewal', label: t`Without an open renewal`, color: 'orange.8' }, { name: 'renewing', label: t`With an open renewal`, color: 'indigo.6' }]}
      valueFormatter={(value) => formatCount(value, i18n.locale)} xAxisProps={{ minTickGap: 24 }} yAxisProps={{ width: 52, allowDecimals: false }}
      // The keyboard's way through the numbers is the table, so the drawing takes no focus.
      barChartProps={{ accessibilityLayer: false, barCategoryGap: 2 }} barProps={{ isAnimationActive: false }}
    />
  )
}

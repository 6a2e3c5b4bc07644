import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Table, VisuallyHidden } from '@mantine/core'
import { formatCount, formatDay } from '@recert/ui/format'
import type { ReactNode } from 'react'
import { TextLink } from '../../parts/links.tsx'
import type { AwardsSearch, OverviewSearch } from '../../search.ts'
import { weekList } from './overview-links.ts'
import type { Forecast } from './overview-queries.ts'
import { dayRange } from './week-names.ts'

type Props = { weeks: Forecast['weeks']; shown: Forecast['weeks']; search: OverviewSearch }

/** The drawing's numbers, each a link to what it counts. While the drawing is shown they are for screen readers, and nothing in them takes the focus. */
export function ForecastTable({ weeks, shown, search: { certification, branch, cumulative = false, table: seen = false } }: Props) {
  const { t, i18n } = useLingui()
  const looked = { certification, branch }
  const dayOf = (day: string) => formatDay(new Date(day), { timeZone: 'UTC', language: i18n.locale })
  const number = (count: number, to: AwardsSearch, name: string): ReactNode => (seen ? <CountLink count={count} to={to} name={name} /> : formatCount(count, i18n.locale))
  const table = (
    <Table stickyHeader aria-label={t`Forecast`}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t`Week`}</Table.Th>
          <Table.Th scope="col" ta="end">{t`Lapses`}</Table.Th>
          <Table.Th scope="col" ta="end">{t`Without an open renewal`}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {shown.map(({ firstDay, lastDay, lapses, withoutRenewal }, nth) => {
          const to = dayOf(lastDay)
          return (
            <Table.Tr key={firstDay}>
              <Table.Th scope="row" fw={400}>{cumulative ? t`until ${to}` : nth === 0 ? t`now until ${to}` : dayRange(firstDay, lastDay, i18n.locale)}</Table.Th>
              <Table.Td ta="end">{number(lapses, weekList(weeks, nth, cumulative, looked), plural(lapses, { one: `# lapses, until ${to}`, other: `# lapse, until ${to}` }))}</Table.Td>
              <Table.Td ta="end">{number(withoutRenewal, weekList(weeks, nth, cumulative, { ...looked, unrenewed: true }), plural(withoutRenewal, { one: `# lapses without an open renewal, until ${to}`, other: `# lapse without an open renewal, until ${to}` }))}</Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
  if (!seen) return <VisuallyHidden component="div">{table}</VisuallyHidden>
  return <Table.ScrollContainer minWidth={340} maxHeight="28rem" type="native" tabIndex={0} role="region" aria-label={t`Forecast in numbers`}>{table}</Table.ScrollContainer>
}

/** A number that leads to the list that it is the length of. `name`: what it says without the table around it. */
export function CountLink({ count, to, name }: { count: number; to: AwardsSearch; name: string }) {
  const { i18n } = useLingui()
  return <TextLink to="/awarded-users" search={to} size="sm" aria-label={name}>{formatCount(count, i18n.locale)}</TextLink>
}

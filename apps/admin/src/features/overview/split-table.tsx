import { plural } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Stack, Table, Text } from '@mantine/core'
import { TextLink } from '../../parts/links.tsx'
import type { OverviewSearch } from '../../search.ts'
import { CountLink } from './forecast-table.tsx'
import { lapsesList } from './overview-links.ts'
import type { Forecast } from './overview-queries.ts'

type Props = { data: Forecast; search: OverviewSearch; onChange: (changes: Partial<OverviewSearch>) => void }

/** Of which certifications, or in which branches, most lapses. A row's name makes the whole page about it. */
export function SplitTable({ data: { weeks, rows, rowsLeftOut, total }, search, onChange }: Props) {
  const { t } = useLingui()
  const { by = 'certification' } = search
  const looked = { certification: search.certification, branch: search.branch }
  if (rows.length === 0) return <Text c="dimmed">{by === 'branch' ? <Trans>In no branch does anything lapse in this time.</Trans> : <Trans>Nothing lapses in this time.</Trans>}</Text>
  const row = (id: string, name: string, code: string | null, counts: Forecast['total'], of: typeof looked, chosen: boolean) => (
    <Table.Tr key={id}>
      <Table.Th scope="row" fw={chosen ? 400 : 600} miw={160}>
        {chosen ? name : <TextLink to="/overview" search={{ ...search, [by]: id }} size="sm" onClick={(event) => { event.preventDefault(); onChange({ [by]: id }) }}>{name}</TextLink>}
        {code && <Text size="xs" c="dimmed">{code}</Text>}
      </Table.Th>
      <Table.Td ta="end"><CountLink count={counts.lapses} to={lapsesList(weeks, of)} name={plural(counts.lapses, { one: `# lapses: ${name}`, other: `# lapse: ${name}` })} /></Table.Td>
      <Table.Td ta="end"><CountLink count={counts.withoutRenewal} to={lapsesList(weeks, { ...of, unrenewed: true })} name={plural(counts.withoutRenewal, { one: `# lapses without an open renewal: ${name}`, other: `# lapse without an open renewal: ${name}` })} /></Table.Td>
    </Table.Tr>
  )
  return (
    <Stack gap="xs">
      <Table.ScrollContainer minWidth={340} type="native" tabIndex={0} role="region" aria-label={t`Lapses in numbers`}>
        <Table aria-label={by === 'branch' ? t`Lapses by branch` : t`Lapses by certification`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{by === 'branch' ? t`Branch` : t`Certification`}</Table.Th>
              <Table.Th scope="col" ta="end">{t`Lapses`}</Table.Th>
              <Table.Th scope="col" ta="end">{t`Without an open renewal`}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{rows.map(({ id, name, code, ...counts }) => row(id, by === 'branch' ? name.replaceAll('/', ' / ') : name, code, counts, { ...looked, [by]: id }, search[by] === id))}</Table.Tbody>
          <Table.Tfoot style={{ borderTop: '1px solid var(--table-border-color)' }}>{row('all', t`In all`, null, total, looked, true)}</Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
      {rowsLeftOut > 0 && <Text size="sm" c="dimmed"><Plural value={rowsLeftOut} one="# more, with fewer lapses, is not shown." other="# more, with fewer lapses, are not shown." /></Text>}
      {by === 'branch' && <Text size="sm" c="dimmed"><Trans>Each branch counts with all below it. Whoever is in none of them counts in the sum only.</Trans></Text>}
    </Stack>
  )
}

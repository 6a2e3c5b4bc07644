import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Stack, Text } from '@mantine/core'
import { Instant } from '@recert/ui/instant'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, client, type Inputs, type Outputs, pagesOf } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { TableViewMenu, useTableView } from '../../parts/table-view.tsx'
import { useSession } from '../../shell/session.ts'
import { ItemKindName } from '../items/item-kind-name.tsx'
import { ItemLink } from '../items/item-link.tsx'
import { Outcomes } from './outcome.tsx'

export type Completion = Outputs['completions']['list']['items'][number]

type Props = {
  /** Under which its columns are remembered. */
  name: string
  query: Omit<Inputs['completions']['list'], 'cursor' | 'limit'>
  /** All of one person, who is not named in each row. */
  ofPerson?: boolean
  /** Stands before the choice of columns. */
  filters?: ReactNode
  /** Between the filters and the rows. */
  pills?: ReactNode
  empty: ReactNode
  onClearFilters?: (() => void) | undefined
}

/** Completions, the last reported first, each with what it led to and why. */
export function CompletionsTable({ name, query, ofPerson = false, filters, pills, empty, onClearFilters }: Props) {
  const { t } = useLingui()
  const [view, setView] = useTableView(name, ['code', 'received'])
  const columns = useColumns(ofPerson)
  const list = listOf(useInfiniteQuery({ ...pagesOf(api.completions.list, client.completions.list.query, query), placeholderData: keepPreviousData }))
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Group gap="sm">{filters}</Group>
        <TableViewMenu columns={columns} view={view} onChange={setView} />
      </Group>
      {pills}
      <ListTable label={t`Completions`} list={list} rowKey={({ id }) => id} columns={columns} view={view} empty={empty} onClearFilters={onClearFilters} />
    </Stack>
  )
}

function useColumns(ofPerson: boolean): Column<Completion>[] {
  const { t } = useLingui()
  const { features } = useSession()
  const item: Column<Completion> = {
    key: 'item', title: t`Item`,
    render: ({ kind, itemCode, itemName }) => (
      <div style={{ minWidth: 140 }}>
        <ItemLink kind={kind} code={itemCode}>{itemName}</ItemLink>
        <Text size="xs" c="dimmed"><ItemKindName kind={kind} /></Text>
      </div>
    ),
  }
  return [
    ...(ofPerson ? [{ ...item, header: true as const }] : [
      {
        key: 'person', title: t`Person`, header: true as const,
        render: ({ personId, username, firstName, lastName }: Completion) => (
          <>
            <TextLink to="/people/$person" params={{ person: personId }} search={{ tab: 'training' }} size="sm" fw={600}>{username}</TextLink>
            <Text size="xs" c="dimmed">{`${firstName} ${lastName}`.trim()}</Text>
          </>
        ),
      },
      item,
    ]),
    { key: 'code', title: t`Code`, render: ({ itemCode }) => itemCode },
    { key: 'completed', title: t`Completed on`, render: ({ completedAt }) => <Instant value={completedAt} /> },
    ...(features.certifications ? [{ key: 'outcomes', title: t`Led to`, render: ({ outcomes }: Completion) => <div style={{ minWidth: 280 }}><Outcomes outcomes={outcomes} /></div> }] : []),
    { key: 'source', title: t`Reported by`, render: (completion) => <Source completion={completion} /> },
    { key: 'received', title: t`Reported at`, render: ({ receivedAt }) => <Instant value={receivedAt} /> },
  ]
}

function Source({ completion: { source, reportedBy } }: { completion: Completion }) {
  switch (source) {
    case 'player': return <Trans>Learner, in the portal</Trans>
    case 'admin': return <Trans>Administrator: {reportedBy}</Trans>
    case 'api': return <Trans>Program: {reportedBy}</Trans>
    case 'xapi': return <Trans>xAPI: {reportedBy}</Trans>
    case 'plan': return <Trans>The plan’s last course</Trans>
  }
}

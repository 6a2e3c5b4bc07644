import { Trans, useLingui } from '@lingui/react/macro'
import { Title } from '@mantine/core'
import { Instant } from '@recert/ui/instant'
import { useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../api.ts'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { ItemKindName } from './item-kind-name.tsx'
import { ItemLink } from './item-link.tsx'

type EarlierItem = Outputs['items']['earlier']['items'][number]

/** R4.1: what was assigned before, and until when. Absent while there is nothing to show. */
export function EarlierItems({ certification }: { certification: string }) {
  const { t } = useLingui()
  const columns = useColumns()
  const query = useQuery(api.items.earlier.queryOptions({ certification }))
  if (!query.data || query.data.items.length === 0) return null
  return (
    <>
      <Title order={2} size="h3" mt="xl" mb="sm"><Trans>Assigned before</Trans></Title>
      <ListTable label={t`Assigned before`} list={wholeList<EarlierItem>(query)} rowKey={(link) => link.id} columns={columns} empty={null} />
    </>
  )
}

function useColumns(): Column<EarlierItem>[] {
  const { t } = useLingui()
  return [
    { key: 'name', title: t`Name`, header: true, render: ({ kind, code, name }) => <ItemLink kind={kind} code={code}>{name}</ItemLink> },
    { key: 'code', title: t`Code`, render: ({ code }) => code },
    { key: 'kind', title: t`Type`, render: ({ kind }) => <ItemKindName kind={kind} /> },
    { key: 'linked', title: t`Assigned on`, render: ({ linkedAt }) => <Instant value={linkedAt} /> },
    { key: 'unlinked', title: t`Unassigned on`, render: ({ unlinkedAt }) => <Instant value={unlinkedAt} /> },
    { key: 'by', title: t`By`, render: ({ unlinkedBy }) => unlinkedBy ?? '–' },
  ]
}

import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { IconBook, IconPlus, IconUnlink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs } from '../../api.ts'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { AssignItemsDialog } from './assign-items-dialog.tsx'
import { ItemKindName } from './item-kind-name.tsx'
import { UnlinkItemDialog } from './unlink-item-dialog.tsx'

export type LinkedItem = Outputs['items']['list']['items'][number]

/** R4.1: the courses and learning plans by which a certification is earned. */
export function AssignedItems({ certification }: { certification: string }) {
  const { t, i18n } = useLingui()
  const list = wholeList<LinkedItem>(useQuery(api.items.list.queryOptions({ certification })))
  const [assigning, setAssigning] = useState(false)
  const [unlinking, setUnlinking] = useState<LinkedItem | null>(null)
  const columns: Column<LinkedItem>[] = [
    { key: 'name', title: t`Name`, header: true, render: ({ name }) => <Text size="sm" fw={600}>{name}</Text> },
    { key: 'code', title: t`Code`, render: ({ code }) => code },
    { key: 'kind', title: t`Type`, render: ({ kind }) => <ItemKindName kind={kind} /> },
    { key: 'linked', title: t`Assigned on`, render: ({ linkedAt }) => <Instant value={linkedAt} /> },
    { key: 'earned', title: t`Earned through it`, align: 'end', render: ({ earned }) => formatCount(earned, i18n.locale) },
  ]
  const assign = <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAssigning(true)}><Trans>Assign Items</Trans></Button>
  return (
    <>
      {list.rows && list.rows.length > 0 && (
        <Group justify="space-between" mb="md">
          <Text size="sm" c="dimmed"><Trans>Completing any one of these awards the certification. Completions count from the moment of the assignment on.</Trans></Text>
          {assign}
        </Group>
      )}
      <ListTable
        label={t`Assigned Items`} list={list} rowKey={({ kind, code }) => `${kind} ${code}`} columns={columns}
        actions={(item) => (
          <Tooltip label={t`Unassign`}>
            <ActionIcon variant="subtle" color="red" aria-label={t`Unassign ${item.name}`} onClick={() => setUnlinking(item)}><IconUnlink size={18} aria-hidden /></ActionIcon>
          </Tooltip>
        )}
        empty={(
          <EmptyState icon={IconBook} title={<Trans>No items assigned</Trans>} actions={assign}>
            <Trans>Assign the courses and learning plans by which this certification is earned. Completing any one of them is enough.</Trans>
          </EmptyState>
        )}
      />
      {assigning && <AssignItemsDialog certification={certification} onClose={() => setAssigning(false)} />}
      {unlinking && <UnlinkItemDialog certification={certification} item={unlinking} onClose={() => setUnlinking(null)} />}
    </>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { IconBook, IconDots, IconHistory, IconPlus, IconUnlink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs } from '../../api.ts'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { useMay } from '../../shell/session.ts'
import { AwardEarlierDialog } from '../completions/award-earlier-dialog.tsx'
import { type Assigned, AssignItemsDialog } from './assign-items-dialog.tsx'
import { EarlierOffer } from './earlier-offer.tsx'
import { ItemKindName } from './item-kind-name.tsx'
import { ItemLink } from './item-link.tsx'
import { UnlinkItemDialog } from './unlink-item-dialog.tsx'

export type LinkedItem = Outputs['items']['list']['items'][number]

/** R4.1: the courses and learning plans by which a certification is earned. */
export function AssignedItems({ certification, retired }: { certification: string; retired: boolean }) {
  const { t } = useLingui()
  const manages = useMay('certifications.manage')
  const awards = useMay('awards.manage')
  const list = wholeList<LinkedItem>(useQuery(api.items.list.queryOptions({ certification })))
  const [assigning, setAssigning] = useState(false)
  const [assigned, setAssigned] = useState<Assigned[]>([])
  const [unlinking, setUnlinking] = useState<LinkedItem | null>(null)
  const [awarding, setAwarding] = useState<LinkedItem | null>(null)
  const columns = useColumns()
  const assign = manages && <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAssigning(true)}><Trans>Assign Items</Trans></Button>
  const finish = (items: Assigned[]) => {
    setAssigning(false)
    setAssigned(items)
    notifications.show({ color: 'teal', message: t`Assigned. Completions count from now on.` })
  }
  return (
    <>
      {awards && !retired && <EarlierOffer items={assigned} onAward={setAwarding} onClose={() => setAssigned([])} />}
      {list.rows && list.rows.length > 0 && (
        <Group justify="space-between" mb="md">
          <Text size="sm" c="dimmed"><Trans>Completing any one of these awards the certification. Completions count from the moment of the assignment on.</Trans></Text>
          {assign}
        </Group>
      )}
      <ListTable
        label={t`Assigned Items`} list={list} rowKey={({ kind, code }) => `${kind} ${code}`} columns={columns}
        {...(manages || awards ? { actions: (item: LinkedItem) => <RowMenu item={item} onUnlink={manages ? setUnlinking : undefined} onAward={awards ? setAwarding : undefined} /> } : {})}
        empty={(
          <EmptyState icon={IconBook} title={<Trans>No items assigned</Trans>} actions={assign}>
            <Trans>Assign the courses and learning plans by which this certification is earned. Completing any one of them is enough.</Trans>
          </EmptyState>
        )}
      />
      {assigning && <AssignItemsDialog certification={certification} onClose={() => setAssigning(false)} onAssigned={finish} />}
      {unlinking && <UnlinkItemDialog certification={certification} item={unlinking} onClose={() => setUnlinking(null)} />}
      {awarding && (
        <AwardEarlierDialog
          certification={certification} retired={retired} item={awarding} onClose={() => setAwarding(null)}
          onStarted={() => setAssigned((items) => items.filter(({ kind, code }) => kind !== awarding.kind || code !== awarding.code))}
        />
      )}
    </>
  )
}

function useColumns(): Column<LinkedItem>[] {
  const { t, i18n } = useLingui()
  return [
    { key: 'name', title: t`Name`, header: true, render: ({ kind, code, name }) => <ItemLink kind={kind} code={code}>{name}</ItemLink> },
    { key: 'code', title: t`Code`, render: ({ code }) => code },
    { key: 'kind', title: t`Type`, render: ({ kind }) => <ItemKindName kind={kind} /> },
    { key: 'linked', title: t`Assigned on`, render: ({ linkedAt }) => <Instant value={linkedAt} /> },
    { key: 'earned', title: t`Earned through it`, align: 'end', render: ({ earned }) => formatCount(earned, i18n.locale) },
  ]
}

type RowMenuProps = { item: LinkedItem; onUnlink: ((item: LinkedItem) => void) | undefined; onAward: ((item: LinkedItem) => void) | undefined }

function RowMenu({ item, onUnlink, onAward }: RowMenuProps) {
  const { t } = useLingui()
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={t`Actions for ${item.name}`}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {onAward && <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={() => onAward(item)}><Trans>Award earlier completions</Trans></Menu.Item>}
        {onUnlink && <Menu.Item color="var(--mantine-color-red-text)" leftSection={<IconUnlink size={16} aria-hidden />} onClick={() => onUnlink(item)}><Trans>Unassign</Trans></Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}

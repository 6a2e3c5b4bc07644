import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Text } from '@mantine/core'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { Day, Instant } from '@recert/ui/instant'
import { IconArrowBackUp, IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client, type Outputs, pagesOf } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { useUndoChange } from '../../parts/undo-toast.tsx'
import { useMe, useSession } from '../../shell/session.ts'

type Change = Outputs['changes']['list']['items'][number]

/** R6.3, R4.8: what was done to awards by hand, to be taken back after its message has gone. */
export function AwardChangesPage() {
  const { t } = useLingui()
  const { role } = useMe()
  const [undoing, setUndoing] = useState<Change | null>(null)
  const columns = useColumns(setUndoing)
  const list = listOf(useInfiniteQuery(pagesOf(api.changes.list, client.changes.list.query, {})))
  return (
    <Page
      title={t`Changes of awards`} here={t`Changes`} crumbs={[{ title: t`Certifications & Retraining` }, { title: t`Awarded Users`, to: '/awarded-users' }]}
      description={role === 'superadmin' ? <Trans>What was done to awards by hand, by anybody, the latest first.</Trans> : <Trans>What you did to awards, the latest first.</Trans>}
    >
      <ListTable
        label={t`Changes of awards`} list={list} rowKey={({ id }) => id} columns={columns}
        empty={(
          <EmptyState icon={IconHistory} title={<Trans>Nothing was changed yet</Trans>} actions={<LinkButton to="/awarded-users"><Trans>Awarded Users</Trans></LinkButton>}>
            <Trans>When you award, edit or unassign, it is listed here and can be taken back.</Trans>
          </EmptyState>
        )}
      />
      {undoing && <UndoDialog change={undoing} onClose={() => setUndoing(null)} />}
    </Page>
  )
}

function useColumns(onUndo: (change: Change) => void): Column<Change>[] {
  const { t, i18n } = useLingui()
  const names = useKindNames()
  return [
    { key: 'kind', title: t`Change`, header: true, render: (change) => <Text size="sm" fw={600}>{names[change.kind]}</Text> },
    { key: 'about', title: t`About`, render: (change) => <Text size="sm">{[change.certificationName, change.itemName, change.personName].filter(Boolean).join(' · ')}</Text> },
    { key: 'count', title: t`Awards`, align: 'end', render: ({ count }) => formatCount(count, i18n.locale) },
    { key: 'at', title: t`When`, render: ({ at }) => <Instant value={at} /> },
    { key: 'by', title: t`By`, render: ({ by }) => by ?? <Trans>Recert</Trans> },
    { key: 'undo', title: t`Undo`, render: (change) => <UndoCell change={change} onUndo={() => onUndo(change)} label={t`Undo: ${names[change.kind]}`} /> },
  ]
}

function UndoCell({ change: { undoneAt, undoneBy, undoableUntil }, onUndo, label }: { change: Change; onUndo: () => void; label: string }) {
  const { now } = useSession()
  if (undoneAt) return <><Badge color="gray" variant="light" tt="none"><Trans>Taken back</Trans></Badge> <Text size="xs" c="dimmed"><Instant value={undoneAt} /> · {undoneBy}</Text></>
  if (undoableUntil && undoableUntil < now) return <Text size="sm" c="dimmed"><Trans>too old since <Day value={undoableUntil} /></Trans></Text>
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconArrowBackUp size={14} aria-hidden />} aria-label={label} onClick={onUndo}><Trans>Undo</Trans></Button>
      {undoableUntil && <Text size="xs" c="dimmed"><Trans>until <Day value={undoableUntil} /></Trans></Text>}
    </>
  )
}

function useKindNames(): Record<Change['kind'], string> {
  const { t } = useLingui()
  return { edited: t`Edited`, removed: t`Unassigned`, awarded: t`Awarded`, redated: t`Re-dated`, item_unlinked: t`Item unassigned` }
}

function UndoDialog({ change: { id, kind, count }, onClose }: { change: Change; onClose: () => void }) {
  const { t } = useLingui()
  const undo = useUndoChange(onClose)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Take this change back?`} pending={undo.isPending} onConfirm={() => undo.mutate(id)}
      verb={<Plural value={count} _0="Take it back" one="Take # award back" other="Take # awards back" />}
    >
      <Text size="sm"><Plural value={count} _0="No award was touched." one="# award becomes what it was before, unless it was changed again since." other="# awards become what they were before; those that were changed again since stay as they are." /></Text>
      {kind === 'item_unlinked' && <Text size="sm"><Trans>The item is assigned to the certification again.</Trans></Text>}
    </DangerDialog>
  )
}

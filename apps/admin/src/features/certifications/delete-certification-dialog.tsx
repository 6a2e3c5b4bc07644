import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, List, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api, client, queryClient, refreshAll } from '../../api.ts'
import { showUndoToast } from '../../parts/undo-toast.tsx'
import { useMe } from '../../shell/session.ts'
import { showRetired } from './show-retired.ts'

/** R3.4: the counts first, then the name to type; Retire as the gentler way. `certification` is an id or code. */
export function DeleteCertificationDialog({ certification, onClose, onDone }: { certification: string; onClose: () => void; onDone: () => Promise<void> | void }) {
  const { t } = useLingui()
  const isSuperadmin = useMe().role === 'superadmin'
  const found = useQuery(api.certifications.get.queryOptions({ certification }))
  const counts = useQuery(api.certifications.consequences.queryOptions({ certification }, { staleTime: 0 }))
  const name = found.data?.name
  const remove = useMutation(api.certifications.delete.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      const message = t`${name ?? ''} is deleted. For 30 days it can be restored.`
      if (isSuperadmin) showUndoToast(message, async () => t`${(await client.certifications.restore.mutate({ certification: found.data?.id ?? certification })).name} is back as it was.`)
      else notifications.show({ color: 'teal', message })
      await onDone()
      // The browser's Back must not find it alive.
      queryClient.removeQueries(api.certifications.get.queryFilter())
      void refreshAll()
    },
  }))
  const retire = useMutation(api.certifications.retire.mutationOptions({
    meta: { told: true },
    onSuccess: () => {
      showRetired(certification, name ?? '')
      onClose()
      void refreshAll()
    },
  }))
  const failed = found.error ?? counts.error ?? remove.error ?? retire.error
  const problem = failed && problemOf(failed)
  const ready = name !== undefined && counts.data !== undefined
  return (
    <DangerDialog
      opened onClose={onClose} title={name ? t`Delete ${name}?` : t`Delete the certification?`} verb={<Trans>Delete</Trans>}
      pending={remove.isPending} onConfirm={() => remove.mutate({ certification })} typedName={name} disabled={!ready}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
      gentler={found.data && !found.data.retiredAt && <Button variant="light" loading={retire.isPending} onClick={() => retire.mutate({ certification })}><Trans>Retire</Trans></Button>}
    >
      {!ready && !problem && <SkeletonRows rows={3} height={20} />}
      {counts.data && <Consequences {...counts.data} />}
      {found.data && !found.data.retiredAt && <Text size="sm"><Trans>The gentler way is to retire it: its history stays, and it awards nothing new.</Trans></Text>}
    </DangerDialog>
  )
}

function Consequences({ holding, held, items, openRenewals }: { holding: number; held: number; items: number; openRenewals: number }) {
  return (
    <>
      <Text size="sm"><Trans>It disappears at once from every list, from its holders’ history and from tracking. This touches:</Trans></Text>
      <List size="sm">
        <List.Item><Plural value={holding} one="# person who holds it" other="# people who hold it" /></List.Item>
        <List.Item><Plural value={held} one="# person who held it before" other="# people who held it before" /></List.Item>
        <List.Item><Plural value={items} one="# assigned item" other="# assigned items" /></List.Item>
        {openRenewals > 0 && <List.Item><Plural value={openRenewals} one="# open renewal" other="# open renewals" /></List.Item>}
      </List>
      <Text size="sm"><Trans>For 30 days a superadmin can restore it exactly as it was. Then it is gone for good.</Trans></Text>
    </>
  )
}

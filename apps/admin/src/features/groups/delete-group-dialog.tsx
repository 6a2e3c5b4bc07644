import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { List, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api, refreshAll } from '../../api.ts'
import type { GroupRow } from './groups-page.tsx'

/** The group goes, its people stay. */
export function DeleteGroupDialog({ group: { id, name, peopleCount }, onClose }: { group: GroupRow; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const remove = useMutation(api.groups.delete.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      await navigate({ to: '/groups' })
      notifications.show({ color: 'teal', message: t`${name} is deleted.` })
      void refreshAll()
    },
  }))
  const problem = remove.error && problemOf(remove.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Delete ${name}?`} verb={<Trans>Delete 1 group</Trans>} pending={remove.isPending} onConfirm={() => remove.mutate({ group: id })}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
    >
      <List size="sm">
        <List.Item><Plural value={peopleCount} _0="Nobody is in it." one="# person is no longer in it; they stay in Recert." other="# people are no longer in it; they stay in Recert." /></List.Item>
        <List.Item><Trans>Power users and keys that look after it no longer name it.</Trans></List.Item>
      </List>
      <Text size="sm"><Trans>This cannot be taken back. A new group can be made and filled again.</Trans></Text>
    </DangerDialog>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { List, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { api, type Outputs, refreshAll } from '../../api.ts'

/** R4.7: deactivated people keep their history; they are awarded nothing and get no mail. */
export function DeactivateDialog({ person: { id, username, version, awardCount }, onClose }: { person: Outputs['people']['get']; onClose: () => void }) {
  const { t } = useLingui()
  const deactivate = useMutation(api.people.update.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${username} is deactivated.` })
      onClose()
    },
  }))
  const problem = deactivate.error && problemOf(deactivate.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Deactivate ${username}?`} verb={<Trans>Deactivate</Trans>} pending={deactivate.isPending}
      onConfirm={() => deactivate.mutate({ person: id, version, active: false })}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      <List size="sm">
        <List.Item><Trans>They can no longer sign in, and get no mail.</Trans></List.Item>
        <List.Item><Plural value={awardCount} _0="They hold no certification." one="They keep the # certification that they hold." other="They keep the # certifications that they hold." /></List.Item>
        <List.Item><Trans>They are awarded nothing new.</Trans></List.Item>
      </List>
      <Text size="sm"><Trans>You can activate them again at any time.</Trans></Text>
    </DangerDialog>
  )
}

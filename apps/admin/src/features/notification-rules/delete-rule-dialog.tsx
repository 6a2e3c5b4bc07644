import { Trans, useLingui } from '@lingui/react/macro'
import { Button, List, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import type { Rule } from './rule-values.ts'
import { useSetActive } from './use-set-active.ts'

/** The rule goes; what it sent is still explained by it. */
export function DeleteRuleDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const { id, name, active } = rule
  const { t } = useLingui()
  const pause = useSetActive(rule)
  const remove = useMutation(api.notificationRules.delete.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      onClose()
      notifications.show({ color: 'teal', message: t`${name} is deleted.` })
      await refreshAll()
    },
  }))
  const problem = remove.error && problemOf(remove.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Delete ${name}?`} verb={<Trans>Delete 1 rule</Trans>} pending={remove.isPending} onConfirm={() => remove.mutate({ rule: id })}
      gentler={active && <Button variant="subtle" loading={pause.isPending} onClick={() => pause.mutate({ rule: id, active: false }, { onSuccess: onClose })}><Trans>Pause it instead</Trans></Button>}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
    >
      <List size="sm">
        <List.Item><Trans>It tells nobody any more; what waits to be sent by it is not sent.</Trans></List.Item>
        <List.Item><Trans>What it sent stays in the log, in people’s inboxes and in the outbox.</Trans></List.Item>
      </List>
      <Text size="sm"><Trans>This cannot be taken back. A new rule can be made, and tells of what falls due from then on.</Trans></Text>
    </DangerDialog>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, List, Modal, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { Report } from './report-menu.tsx'

/** Says what sharing means before it is done. */
export function ShareDialog({ report: { id, name, version }, onClose, onChanged }: { report: Report; onClose: () => void; onChanged: () => Promise<void> }) {
  const { t } = useLingui()
  const share = useMutation(api.reports.update.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      onClose()
      notifications.show({ color: 'teal', message: t`${name} is shared.` })
      await onChanged()
    },
  }))
  const problem = share.error && problemOf(share.error)
  return (
    <Modal opened onClose={onClose} title={t`Share ${name}?`}>
      <Stack gap="md">
        <List size="sm" spacing={4}>
          <List.Item><Trans>Everybody who may see awards finds it in their list of reports, and may copy it.</Trans></List.Item>
          <List.Item><Trans>Each of them sees the rows of their own people, not of yours.</Trans></List.Item>
          <List.Item><Trans>Only its owner and superadmins can change or delete it.</Trans></List.Item>
        </List>
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button data-autofocus loading={share.isPending} onClick={() => share.mutate({ report: id, shared: true, version })}><Trans>Share report</Trans></Button>
        </Group>
      </Stack>
    </Modal>
  )
}

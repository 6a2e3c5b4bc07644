import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Feature } from '@recert/domain/features'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import type { AppText } from './app-texts.ts'

export function ActivateDialog({ feature, text: { title, description }, onClose }: { feature: Feature; text: AppText; onClose: () => void }) {
  const { t } = useLingui()
  const { mutate, isPending, error } = useSetActive(onClose, t`${title} is active. Its menus are on the left.`)
  const problem = error && problemOf(error)
  return (
    <Modal opened onClose={onClose} title={title} size="lg" centered>
      <Stack gap="md">
        {description.map((paragraph) => <Text key={paragraph} size="sm">{paragraph}</Text>)}
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button data-autofocus loading={isPending} onClick={() => mutate({ feature, active: true })}><Trans>Activate Now</Trans></Button>
        </Group>
      </Stack>
    </Modal>
  )
}

export function DeactivateDialog({ feature, text: { title }, onClose }: { feature: Feature; text: AppText; onClose: () => void }) {
  const { t } = useLingui()
  const { mutate, isPending, error } = useSetActive(onClose, t`${title} is deactivated. Its data is kept.`)
  const problem = error && problemOf(error)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Deactivate ${title}?`} verb={<Trans>Deactivate</Trans>} pending={isPending}
      onConfirm={() => mutate({ feature, active: false })} error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      <Text size="sm"><Trans>Its menus disappear for everybody, and learners no longer see their certifications. No data is lost: activate it again, and everything is as it was.</Trans></Text>
    </DangerDialog>
  )
}

function useSetActive(onDone: () => void, done: string) {
  return useMutation(api.features.setActive.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: done })
      onDone()
    },
  }))
}

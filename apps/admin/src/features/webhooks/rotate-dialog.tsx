import { Trans } from '@lingui/react/macro'
import { List, Modal } from '@mantine/core'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import { ShownOnce } from '../../parts/shown-once.tsx'
import type { Webhook } from './webhook-state.tsx'

/** Says what a new secret means, makes it, and shows it once. */
export function RotateDialog({ webhook: { id, earlierSecretUntil }, onClose }: { webhook: Webhook; onClose: () => void }) {
  const rotate = useMutation(api.webhooks.rotateSecret.mutationOptions({ meta: { told: true }, onSuccess: () => void refreshAll() }))
  const problem = rotate.error && problemOf(rotate.error)
  if (rotate.data) {
    return (
      <Modal opened onClose={onClose} title={<Trans>The webhook’s new secret</Trans>} size="lg" closeOnClickOutside={false} closeOnEscape={false}>
        <ShownOnce secret={rotate.data.secret} onClose={onClose}>
          <Trans>Copy it now and give it to the program that listens. It is shown only this once. Until <Instant value={rotate.data.earlierSecretUntil} /> messages are signed with the earlier one, too.</Trans>
        </ShownOnce>
      </Modal>
    )
  }
  return (
    <DangerDialog
      opened onClose={onClose} title={<Trans>Make a new secret?</Trans>} verb={<Trans>Make a new secret</Trans>} pending={rotate.isPending} onConfirm={() => rotate.mutate({ webhook: id })}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
    >
      <List size="sm">
        <List.Item><Trans>For 24 hours messages are signed with both, so that nothing is lost meanwhile.</Trans></List.Item>
        <List.Item><Trans>After that the secret of now verifies nothing any more, and a program that knows only it refuses what it is told.</Trans></List.Item>
        {earlierSecretUntil && <List.Item><Trans>The secret before that one, which signs until <Instant value={earlierSecretUntil} />, ends at once.</Trans></List.Item>}
      </List>
    </DangerDialog>
  )
}

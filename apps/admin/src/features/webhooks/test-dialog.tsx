import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import { Answer } from './answer.tsx'
import type { Webhook } from './webhook-state.tsx'

/** Sends a test at once and shows what was answered. */
export function TestButton({ webhook: { id } }: { webhook: Webhook }) {
  const { t } = useLingui()
  const [shown, setShown] = useState(false)
  const test = useMutation(api.webhooks.test.mutationOptions({ meta: { told: true } }))
  const send = () => {
    setShown(true)
    test.mutate({ webhook: id })
  }
  return (
    <>
      <Button variant="default" leftSection={<IconSend size={18} aria-hidden />} onClick={send}><Trans>Send a test</Trans></Button>
      <Modal opened={shown} onClose={() => setShown(false)} title={t`Test`} size="lg">
        <Stack gap="md">
          <div role="status">
            {test.isPending && <SkeletonRows />}
            {test.error && <ErrorPanel sentence={problemOf(test.error).sentence} logId={problemOf(test.error).logId} />}
            {test.data && <Answer tried={test.data} />}
          </div>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" loading={test.isPending} onClick={send}><Trans>Send another one</Trans></Button>
            <Button onClick={() => setShown(false)}><Trans>Close</Trans></Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

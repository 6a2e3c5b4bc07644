import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import type { Message } from './message-log.tsx'

/** Delivers once more what was delivered or failed. */
export function Replay({ message: { id, event, state } }: { message: Pick<Message, 'id' | 'event' | 'state'> }) {
  const { t } = useLingui()
  const replay = useMutation(api.webhooks.replay.mutationOptions({
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`It waits to be delivered once more: ${event}` })
    },
  }))
  if (state === 'queued') return null
  return <Button variant="default" size="compact-sm" leftSection={<IconRefresh size={14} aria-hidden />} loading={replay.isPending} onClick={() => replay.mutate({ message: id })}><Trans>Replay</Trans></Button>
}

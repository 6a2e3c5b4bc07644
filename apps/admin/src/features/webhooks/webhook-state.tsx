import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, type MantineColor, Text } from '@mantine/core'
import type { WebhookState as MessageState } from '@recert/domain/webhooks'
import { Instant } from '@recert/ui/instant'
import type { Outputs } from '../../api.ts'

export type Webhook = Outputs['webhooks']['get']

/** Whether it is told anything, and if Recert paused it, why. */
export function WebhookState({ webhook: { active, stoppedBy, failingSince } }: { webhook: Webhook }) {
  if (active && failingSince === null) return <Badge color="teal" variant="light" tt="none" miw="max-content"><Trans>Active</Trans></Badge>
  if (active) {
    return (
      <>
        <Badge color="orange" variant="light" tt="none" miw="max-content"><Trans>Active, not answering</Trans></Badge>
        {failingSince && <Text size="xs" c="dimmed" mt={4} component="div"><Trans>since <Instant value={failingSince} /></Trans></Text>}
      </>
    )
  }
  return (
    <>
      <Badge color={stoppedBy ? 'red' : 'gray'} variant="light" tt="none" miw="max-content"><Trans>Paused</Trans></Badge>
      {stoppedBy && <Text size="xs" mt={4}>{stoppedBy === 'gone' ? <Trans>It answered that it is gone (410).</Trans> : <Trans>It took nothing for five days.</Trans>}</Text>}
    </>
  )
}

export function useMessageStates(): Record<MessageState, { title: string; color: MantineColor }> {
  const { t } = useLingui()
  return { queued: { title: t`Waiting`, color: 'gray' }, delivered: { title: t`Delivered`, color: 'teal' }, failed: { title: t`Failed`, color: 'red' } }
}

export function MessageStateBadge({ state }: { state: MessageState }) {
  const { title, color } = useMessageStates()[state]
  return <Badge color={color} variant="light" tt="none" miw="max-content">{title}</Badge>
}

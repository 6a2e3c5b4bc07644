import { useLingui } from '@lingui/react/macro'
import { Badge, type MantineColor } from '@mantine/core'
import type { Outputs } from '../../api.ts'

export type Mail = Outputs['mails']['list']['items'][number]

/** Whether looking again shows something new. */
export const waits = ({ state }: Pick<Mail, 'state'>): boolean => state === 'queued'

/** Whether it can be sent again: neither waiting nor sent. */
export const mayGoAgain = ({ state }: Pick<Mail, 'state'>): boolean => state === 'failed' || state === 'bounced' || state === 'outbox'

export function useMailStates(): Record<Mail['state'], { title: string; color: MantineColor }> {
  const { t } = useLingui()
  return {
    queued: { title: t`Waiting`, color: 'gray' },
    sent: { title: t`Sent`, color: 'teal' },
    failed: { title: t`Failed`, color: 'red' },
    bounced: { title: t`Came back`, color: 'red' },
    outbox: { title: t`Kept here`, color: 'blue' },
  }
}

export function MailStateBadge({ state }: Pick<Mail, 'state'>) {
  const { title, color } = useMailStates()[state]
  // In a narrow column it would be cut to its first letters.
  return <Badge color={color} variant="light" tt="none" miw="max-content">{title}</Badge>
}

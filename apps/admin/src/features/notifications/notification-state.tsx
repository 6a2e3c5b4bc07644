import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, type MantineColor, Text } from '@mantine/core'
import type { NotificationState } from '@recert/domain/notifications'
import { Instant } from '@recert/ui/instant'
import { IconAlertTriangle, IconArrowBackUp, IconCircleCheck, IconCircleX, IconClock, IconHourglass, IconMailbox, type TablerIcon } from '@tabler/icons-react'
import type { Notification } from './notification-log.tsx'

const LOOKS = {
  planned: { color: 'gray', Icon: IconClock },
  queued: { color: 'gray', Icon: IconHourglass },
  sent: { color: 'teal', Icon: IconCircleCheck },
  outbox: { color: 'blue', Icon: IconMailbox },
  failed: { color: 'red', Icon: IconCircleX },
  bounced: { color: 'red', Icon: IconArrowBackUp },
  skipped: { color: 'orange', Icon: IconAlertTriangle },
} satisfies Record<NotificationState, { color: MantineColor; Icon: TablerIcon }>

/** The states' names as text for fields and pills. */
export function useStateNames(): Record<NotificationState, string> {
  const { t } = useLingui()
  return { planned: t`Planned`, queued: t`Waits for the mail server`, sent: t`Sent`, outbox: t`Kept here`, failed: t`Failed`, bounced: t`Came back`, skipped: t`Not sent` }
}

/** Where it stands, and why it goes no further. */
export function StateOf({ notification: { state, sendAt, dueAt, message, attempts } }: { notification: Notification }) {
  const names = useStateNames()
  const { color, Icon } = LOOKS[state]
  return (
    <div style={{ minWidth: 200 }}>
      <Badge miw="max-content" variant="light" color={color} leftSection={<Icon size={14} aria-hidden />} tt="none" fw={600}>{names[state]}</Badge>
      {state === 'planned' && sendAt !== dueAt && <Text size="sm" mt={4} component="div"><Trans>Leaves at <Instant value={sendAt} /></Trans></Text>}
      {message && <Text size="sm" mt={4} style={{ overflowWrap: 'anywhere' }}>{message}</Text>}
      {attempts > 1 && <Text size="xs" c="dimmed" mt={2}><Trans>Tried {attempts} times</Trans></Text>}
    </div>
  )
}

import { useLingui } from '@lingui/react/macro'
import type { Channel } from '@recert/domain/notifications'

export function useChannelNames(): Record<Channel, string> {
  const { t } = useLingui()
  return { email: t`E-mail`, in_app: t`Inbox` }
}

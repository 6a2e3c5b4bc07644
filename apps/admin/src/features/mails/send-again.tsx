import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ReasonButton } from '@recert/ui/reason-button'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import { type Mail, mayGoAgain } from './mail-state.tsx'

/** For a mail that failed, came back or was kept here. `serverMissing`: it would only be kept here once more. */
export function SendAgain({ mail: { id, subject, state }, serverMissing }: { mail: Pick<Mail, 'id' | 'subject' | 'state'>; serverMissing: boolean }) {
  const { t } = useLingui()
  const again = useMutation(api.mails.retry.mutationOptions({
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`It waits to be sent again: ${subject}` })
    },
  }))
  if (!mayGoAgain({ state })) return null
  const look = { variant: 'default', size: 'compact-sm', leftSection: <IconRefresh size={14} aria-hidden /> }
  if (serverMissing) return <ReasonButton {...look} reason={t`There is no mail server. Set one up first.`}><Trans>Send again</Trans></ReasonButton>
  return <Button {...look} loading={again.isPending} onClick={() => again.mutate({ mail: id })}><Trans>Send again</Trans></Button>
}

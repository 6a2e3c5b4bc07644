import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'

type Props = { hasSmtpUrl: boolean; onClose: () => void; onDone: () => void }

/** Back to SMTP_URL, or to no mail server at all where there is none. */
export function ForgetServerDialog({ hasSmtpUrl, onClose, onDone }: Props) {
  const { t } = useLingui()
  const forget = useMutation(api.mailSettings.update.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: hasSmtpUrl ? t`Mails leave by SMTP_URL now.` : t`The mail server is removed. Mails stay in the outbox.` })
      onDone()
    },
  }))
  const problem = forget.error && problemOf(forget.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={hasSmtpUrl ? t`Use SMTP_URL instead?` : t`Remove the mail server?`} verb={hasSmtpUrl ? <Trans>Use SMTP_URL</Trans> : <Trans>Remove the mail server</Trans>}
      pending={forget.isPending} onConfirm={() => forget.mutate({ server: null })} error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      <Text size="sm">
        {hasSmtpUrl
          ? <Trans>Within seconds mails leave by the server that SMTP_URL names. Host, user and password that are saved here are forgotten; sender, DKIM and pace stay.</Trans>
          : <Trans>There is no SMTP_URL, so nobody gets mails any more: they stay in the outbox, where each can be sent later. Host, user and password that are saved here are forgotten; sender, DKIM and pace stay.</Trans>}
      </Text>
    </DangerDialog>
  )
}

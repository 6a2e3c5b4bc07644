import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ReasonButton } from '@recert/ui/reason-button'
import { IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { useMe } from '../../shell/session.ts'
import type { Tried } from './use-tried-text.ts'

type Props = {
  /** What the preview shows; null while it shows nothing. */
  tried: Tried | null
  /** Why it shows nothing, if it says so. */
  refused: string | null
}

/** Sends what the preview shows to whoever looks at it. */
export function SendTestButton({ tried, refused }: Props) {
  const { t } = useLingui()
  const { email } = useMe()
  const navigate = useNavigate()
  const { href } = useRouter().buildLocation({ to: '/outbox' })
  const send = useMutation(api.notificationRules.sendTest.mutationOptions({
    onSuccess: ({ to }) => {
      notifications.show({
        color: 'teal', autoClose: 15_000, title: t`The test goes to ${to}.`,
        message: <Anchor href={href} size="sm" onClick={(event) => { event.preventDefault(); void navigate({ to: '/outbox' }) }}><Trans>See it in the outbox</Trans></Anchor>,
      })
    },
  }))
  const content = <Trans>Send a test to me</Trans>
  const look = { variant: 'default', leftSection: <IconSend size={16} aria-hidden /> }
  if (email === null) return <ReasonButton {...look} reason={t`Your account has no e-mail address. Enter one on your page under People.`}>{content}</ReasonButton>
  if (!tried) return <ReasonButton {...look} reason={refused ?? t`There is no mail to send yet. Write subject and body first.`}>{content}</ReasonButton>
  return <Button {...look} loading={send.isPending} aria-describedby="test-goes-to" onClick={() => send.mutate(tried)}>{content}<Text span hidden id="test-goes-to">{email}</Text></Button>
}

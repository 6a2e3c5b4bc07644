import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate, useRouter } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { useMe } from '../../shell/session.ts'

/** Says that something runs in the background, and leads those who may see jobs to where it can be followed. */
export function useTellJob(): (what: string) => void {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { href } = useRouter().buildLocation({ to: '/jobs' })
  const { role } = useMe()
  const follow = (event: MouseEvent) => {
    event.preventDefault()
    void navigate({ to: '/jobs' })
  }
  return (what) => notifications.show({
    color: 'blue', title: what, autoClose: 15_000,
    message: (
      <>
        <Text size="sm" c="dimmed">{t`It runs in the background and goes on when you leave this page.`}</Text>
        {role === 'superadmin' && <Anchor href={href} size="sm" onClick={follow}><Trans>Follow it under Jobs</Trans></Anchor>}
      </>
    ),
  })
}

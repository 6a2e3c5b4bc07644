import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Title } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { IconLock } from '@tabler/icons-react'
import { LinkButton } from '../parts/links.tsx'
import { signOut, useMe } from './session.ts'

/** For people who may sign in, but not here. */
export function NoAccess() {
  const { i18n } = useLingui()
  const { username } = useMe()
  return (
    <main>
      <title>Recert</title>
      <EmptyState
        icon={IconLock}
        title={<Title order={1} size="h3"><Trans>The administration is not open to you</Trans></Title>}
        actions={
          <>
            <Button component="a" href="/"><Trans>To my certifications</Trans></Button>
            <Button variant="default" onClick={() => void signOut(i18n.locale)}><Trans>Sign out</Trans></Button>
          </>
        }
      >
        <Trans>You are signed in as {username}, and nothing in it is permitted to you. Ask a superadmin if you need access.</Trans>
      </EmptyState>
    </main>
  )
}

/** In place of a page that somebody may not open; what they may do is beside it, in the menu. */
export function NotPermitted() {
  return (
    <>
      <title>Recert</title>
      <EmptyState icon={IconLock} title={<Title order={1} size="h3"><Trans>This page is not open to you</Trans></Title>} actions={<LinkButton to="/"><Trans>To the start page</Trans></LinkButton>}>
        <Trans>It needs a permission that you do not have. Ask a superadmin if you need it.</Trans>
      </EmptyState>
    </>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Container, Group, Image, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { DemoClockBanner } from '@recert/ui/demo-clock-banner'
import { IconLogout } from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import { InboxBell } from '../features/inbox/inbox-bell.tsx'
import { Navigation } from './navigation.tsx'
import { signOut, useSession } from './session.ts'
import classes from './shell.module.css'

/** The frame of every page: the navigation stands above on wide screens and below, in reach of the thumb, on phones. */
export function Shell() {
  const { t, i18n } = useLingui()
  const { demoClock, features, organisation } = useSession()
  const wide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false })
  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip} data-screen-only><Trans>Skip to the content</Trans></a>
      <header className={classes.header} data-screen-only>
        <Container size="lg" h="100%">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Anchor component={Link} to="/" underline="never" c="inherit" aria-label={t`${organisation}, to my activities`}>
              <Group gap="xs" wrap="nowrap">
                <Image src="/favicon.svg" alt="" w={28} h={28} />
                <Text fw={700} truncate>{organisation}</Text>
              </Group>
            </Anchor>
            {wide && <Navigation place="top" />}
            <Group gap="xs" wrap="nowrap">
              {features.notifications && <InboxBell />}
              <Button variant="subtle" color="gray" size="sm" leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void signOut(i18n.locale)}><Trans>Sign out</Trans></Button>
            </Group>
          </Group>
        </Container>
      </header>
      {demoClock && <DemoClockBanner now={demoClock.now} />}
      <main id="content" tabIndex={-1} className={classes.main}>
        <Container size="lg" py="lg">
          <Outlet />
        </Container>
      </main>
      {!wide && <footer className={classes.footer} data-screen-only><Navigation place="bottom" /></footer>}
    </div>
  )
}

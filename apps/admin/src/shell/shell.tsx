import { Trans, useLingui } from '@lingui/react/macro'
import { AppShell, Burger, Button, Group, Image, Kbd, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { mayAnything } from '@recert/domain/access'
import { DemoClockBanner } from '@recert/ui/demo-clock-banner'
import { IconSearch } from '@tabler/icons-react'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { InboxBell } from '../features/inbox/inbox-bell.tsx'
import { JobsIndicator } from './jobs-indicator.tsx'
import { Navigation } from './navigation.tsx'
import { NoAccess, NotPermitted } from './no-access.tsx'
import { useMayEnter, useMe, useSession } from './session.ts'
import classes from './shell.module.css'
import { UserMenu } from './user-menu.tsx'

// Each is loaded when it is first opened, then kept.
const CommandPalette = lazy(() => import('./command-palette.tsx').then(({ CommandPalette }) => ({ default: CommandPalette })))
const DemoClockDialog = lazy(() => import('./demo-clock-dialog.tsx').then(({ DemoClockDialog }) => ({ default: DemoClockDialog })))
const ShortcutsDialog = lazy(() => import('./shortcuts.tsx').then(({ ShortcutsDialog }) => ({ default: ShortcutsDialog })))

/** The frame of every page, for whoever may see anything of the administration. */
export function Shell() {
  return mayAnything(useMe()) ? <Frame /> : <NoAccess />
}

function Frame() {
  const { t } = useLingui()
  const { demoClock, features, organisation } = useSession()
  const { pathname } = useLocation()
  const mayEnter = useMayEnter()
  const isSuperadmin = useMe().role === 'superadmin'
  const [menuOpen, menu] = useDisclosure(false)
  const palette = useLateDialog()
  const clock = useLateDialog()
  const shortcuts = useLateDialog()
  useHotkeys([['mod+K', palette.open]], [])
  useHotkeys([['shift+?', shortcuts.open]])

  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 248, breakpoint: 'md', collapsed: { mobile: !menuOpen } }} padding={{ base: 'md', md: 'lg' }}>
      <a href="#content" className={classes.skip} data-screen-only><Trans>Skip to the content</Trans></a>
      <AppShell.Header data-screen-only>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={menuOpen} onClick={menu.toggle} hiddenFrom="md" size="sm" aria-label={menuOpen ? t`Close the menu` : t`Open the menu`} />
            <Link to="/" className={classes.brand} aria-label={t`${organisation}, to the start page`}>
              <Image src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" w={28} h={28} />
              <Text fw={700} truncate visibleFrom="xs">{organisation}</Text>
            </Link>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <UnstyledButton className={classes.search} onClick={palette.open}>
              <IconSearch size={16} aria-hidden />
              <VisuallyHidden><Trans>Search</Trans></VisuallyHidden>
              <Text span size="sm" visibleFrom="sm" aria-hidden><Trans>Search</Trans></Text>
              <Kbd size="xs" visibleFrom="sm" aria-hidden>{modifier()} K</Kbd>
            </UnstyledButton>
            {isSuperadmin && <JobsIndicator />}
            {features.notifications && <InboxBell />}
            <UserMenu onShortcuts={shortcuts.open} onClock={clock.open} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar data-screen-only>
        <Navigation onChosen={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        {demoClock && <div className={classes.banner}><DemoClockBanner now={demoClock.now} action={isSuperadmin && <Button size="compact-sm" variant="default" data-screen-only onClick={clock.open}><Trans>Move the clock</Trans></Button>} /></div>}
        {mayEnter(pathname) ? <Outlet /> : <NotPermitted />}
      </AppShell.Main>
      {palette.wanted && <Suspense><CommandPalette opened={palette.opened} onClose={palette.close} /></Suspense>}
      {clock.wanted && <Suspense><DemoClockDialog opened={clock.opened} onClose={clock.close} /></Suspense>}
      {shortcuts.wanted && <Suspense><ShortcutsDialog opened={shortcuts.opened} onClose={shortcuts.close} /></Suspense>}
    </AppShell>
  )
}

function useLateDialog() {
  const [wanted, setWanted] = useState(false)
  const [opened, { open, close }] = useDisclosure(false)
  return { wanted, opened, open: () => { setWanted(true); open() }, close }
}

/** What the key beside K is called on this machine. */
const modifier = (): string => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl')

import { Trans } from '@lingui/react/macro'
import { Tabs, Title } from '@mantine/core'
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useActivityTabs } from './activity-tabs.ts'
import classes from './my-activities-page.module.css'

/** R11.1: My Activities, a tab for each kind of thing that one does or holds. */
export function MyActivitiesPage() {
  const tabs = useActivityTabs().filter(({ shown }) => shown)
  const navigate = useNavigate()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const current = tabs.find(({ to }) => path.startsWith(to))?.to ?? null
  const list = useRef<HTMLDivElement>(null)
  // On a phone the tab that is shown may lie beyond the edge.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <>
      <Title order={1} mb="sm"><Trans>My Activities</Trans></Title>
      <Tabs value={current} onChange={(value) => { const tab = tabs.find(({ to }) => to === value); if (tab) void navigate({ to: tab.to }) }} keepMounted={false}>
        <Tabs.List ref={list} mb="lg" className={classes.tabs}>
          {tabs.map(({ to, title, Icon }) => <Tabs.Tab key={to} value={to} leftSection={<Icon size={18} aria-hidden />}>{title}</Tabs.Tab>)}
        </Tabs.List>
        {current ? <Tabs.Panel value={current}><Outlet /></Tabs.Panel> : <Outlet />}
      </Tabs>
    </>
  )
}

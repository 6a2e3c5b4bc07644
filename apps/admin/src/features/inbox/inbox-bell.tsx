import { ActionIcon } from '@mantine/core'
import { BellIcon, NewMessage, useBellName } from '@recert/ui/inbox-bell'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../api.ts'
import { OnDemand } from '../../parts/on-demand.tsx'
import { useUnread } from './use-inbox.ts'

/** In the header: how many messages are unread, as they come; the last ones at a click. */
export function InboxBell() {
  const queryClient = useQueryClient()
  const unread = useUnread()
  const count = unread?.count ?? 0
  const before = useRef(unread)
  useEffect(() => {
    if (before.current) void queryClient.invalidateQueries(api.notifications.inbox.pathFilter())
    before.current = unread
  }, [unread, queryClient])
  return (
    <>
      <OnDemand
        hasPopup="dialog" load={() => import('./inbox-dropdown.tsx').then(({ InboxDropdown }) => InboxDropdown)} rest={{ unread: count }}
        button={<ActionIcon variant="subtle" color="gray" size="lg" style={{ overflow: 'visible' }} aria-label={useBellName(count)}><BellIcon count={count} /></ActionIcon>}
      />
      <NewMessage last={unread && unread.last} />
    </>
  )
}

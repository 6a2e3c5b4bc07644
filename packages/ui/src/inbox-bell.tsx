import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { VisuallyHidden } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import classes from './inbox.module.css'
import { problemOf } from './problem.ts'

const REFRESH_MS = 10_000

/** How long until a page asks again whether something came; never, once the session has ended. */
export const inboxRefresh = ({ state: { error } }: { state: { error: unknown } }): number | false => (error && problemOf(error).code === 'UNAUTHENTICATED' ? false : REFRESH_MS)

const SHOWN_MOST = 99

/** A bell with the number of unread messages; none while there are none. What it means is the button's name: `useBellName`. */
export function BellIcon({ count }: { count: number }) {
  return (
    <span className={classes.bell} aria-hidden>
      <IconBell size={22} stroke={1.7} />
      {count > 0 && <span className={classes.count}>{count > SHOWN_MOST ? `${SHOWN_MOST}+` : count}</span>}
    </span>
  )
}

export function useBellName(count: number): string {
  const { t } = useLingui()
  return count === 0 ? t`Inbox, no unread messages` : t`Inbox, ${plural(count, { one: '# unread message', other: '# unread messages' })}`
}

type Last = { id: string; subject: string; at: string }

/** Says politely what came while the page was open. `last`: the message that came last; null before there are any, undefined until that is known. */
export function NewMessage({ last }: { last: Last | null | undefined }) {
  const { t } = useLingui()
  const before = useRef(last)
  const [told, setTold] = useState<string | null>(null)
  useEffect(() => {
    const known = before.current
    before.current = last
    // One that came earlier is the last again when a later one is gone: that is no news.
    if (known !== undefined && last && last.id !== known?.id && last.at >= (known?.at ?? '')) setTold(last.subject)
  }, [last])
  return <VisuallyHidden role="status">{told !== null && t`New message: ${told}`}</VisuallyHidden>
}

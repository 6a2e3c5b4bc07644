import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Popover, Stack, Text } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { UnreadBadge } from '@recert/ui/inbox-message'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useQuery } from '@tanstack/react-query'
import { cloneElement } from 'react'
import { api } from '../../api.ts'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { type Demanded, useOpenedAtOnce } from '../../parts/on-demand.tsx'
import classes from './inbox-dropdown.module.css'
import { useMark } from './use-inbox.ts'

const SHOWN = 5

/** The last few messages, and the way to all of them. */
export function InboxDropdown({ button, unread }: Demanded & { unread: number }) {
  const { button: ref, ...popover } = useOpenedAtOnce()
  const close = () => popover.onChange(false)
  return (
    <Popover position="bottom-end" width="min(24rem, calc(100vw - 2rem))" trapFocus shadow="md" {...popover}>
      <Popover.Target>{cloneElement(button, { ref, onClick: () => popover.onChange(!popover.opened) })}</Popover.Target>
      <Popover.Dropdown mah="75dvh" p="sm" style={{ overflowY: 'auto' }}>
        <Last unread={unread} onLeave={close} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Last({ unread, onLeave }: { unread: number; onLeave: () => void }) {
  const { t } = useLingui()
  const { mark, error: markError } = useMark()
  const { data, error, refetch } = useQuery(api.notifications.inbox.queryOptions({ limit: SHOWN }))
  const failed = markError ?? (data ? null : error)
  const problem = failed && problemOf(failed)
  return (
    <Stack gap="xs">
      {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={markError ? undefined : () => void refetch()} />}
      {!data && !problem && <SkeletonRows rows={3} height={44} />}
      {data?.items.length === 0 && <Text size="sm" p="xs"><Trans>No messages yet. What a notification rule tells you here appears in this list.</Trans></Text>}
      {data && data.items.length > 0 && (
        <ul className={classes.list} aria-label={t`Last messages`}>
          {data.items.map(({ id, subject, at, readAt }) => (
            <li key={id} className={classes.item}>
              <TextLink to="/inbox" search={{ message: id }} onClick={onLeave} className={classes.subject} fw={readAt === null ? 700 : 400}>{subject}</TextLink>
              <Group gap="xs" wrap="nowrap">
                {readAt === null && <UnreadBadge />}
                <Text size="sm" c="dimmed" component="div"><Instant value={at} /></Text>
              </Group>
            </li>
          ))}
        </ul>
      )}
      <Group justify="space-between" gap="xs">
        <LinkButton to="/inbox" size="xs" variant="light" onClick={onLeave}><Trans>All messages</Trans></LinkButton>
        {unread > 0 && <Button size="xs" variant="subtle" color="gray" onClick={() => mark(null, true, onLeave)}><Trans>Mark all as read</Trans></Button>}
      </Group>
    </Stack>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowBackUp, IconBell, IconBellOff, IconChecks } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { EmptyState } from './empty-state.tsx'
import { ErrorPanel } from './error-panel.tsx'
import { InboxMessage, type Message } from './inbox-message.tsx'
import classes from './inbox.module.css'
import { problemOf } from './problem.ts'
import { SkeletonRows } from './skeleton-rows.tsx'

type Props<M extends Message> = {
  /** Undefined until the first page of them is there. */
  messages: M[] | undefined
  error: unknown
  onRetry: () => void
  hasMore: boolean
  loadingMore: boolean
  onMore: () => void
  unread: number
  /** The message that is open, by its id, as the page's address has it. */
  opened: string | undefined
  onOpen: (id: string | undefined) => void
  /** Marks some, or all where none is named. `then` is told which were marked, once `unread` says so. */
  onMark: (ids: string[] | null, read: boolean, then?: (marked: string[]) => void) => void
  /** Why the last mark was not made. */
  markError: unknown
  /** The way to what a message is about. */
  wayTo: (message: M) => ReactNode
}

/** The inbox: messages, the last first. Opening one marks it as read. */
export function InboxView<M extends Message>({ messages, error, onRetry, hasMore, loadingMore, onMore, unread, opened, onOpen, onMark, markError, wayTo }: Props<M>) {
  const { t } = useLingui()
  const [allRead, setAllRead] = useState<string[] | null>(null)
  // Something came meanwhile: there is something to read again.
  if (allRead && unread > 0) setAllRead(null)
  useReadOnOpening(messages?.find(({ id }) => id === opened), (id) => onMark([id], true))
  if (error && !messages) return <Problem error={error} onRetry={onRetry} />
  if (!messages) return <SkeletonRows rows={5} height={64} />
  if (messages.length === 0) {
    return (
      <EmptyState icon={IconBell} title={<Trans>No messages yet</Trans>}>
        <Trans>When a certification is issued to you, or runs out, and your organisation tells of it here, the message appears on this page.</Trans>
      </EmptyState>
    )
  }
  return (
    <Stack gap="sm">
      {markError !== null && <Problem error={markError} />}
      <Group justify="space-between" gap="sm" mih={36}>
        <Text size="sm" c="dimmed" component="div" role="status">
          {allRead
            ? <Plural value={allRead.length} one="# message is marked as read." other="# messages are marked as read." />
            : unread === 0 ? <Trans>You have read everything.</Trans> : <Plural value={unread} one="# unread message" other="# unread messages" />}
        </Text>
        <MarkAll
          undo={allRead !== null} idle={allRead === null && unread === 0}
          onPress={() => (allRead ? onMark(allRead, false) : onMark(null, true, setAllRead))}
        />
      </Group>
      <ul className={classes.list} aria-label={t`Messages`}>
        {messages.map((message) => (
          <InboxMessage
            key={message.id} message={message} opened={message.id === opened} onToggle={() => onOpen(message.id === opened ? undefined : message.id)}
            onMark={(read) => onMark([message.id], read)}
          >
            {wayTo(message)}
          </InboxMessage>
        ))}
      </ul>
      {hasMore && <Group justify="center"><Button variant="default" loading={loadingMore} onClick={onMore}><Trans>Show more</Trans></Button></Group>}
    </Stack>
  )
}

/** Stays where it is when there is nothing to do, and takes back what it did, so that the keyboard's focus is not lost. */
function MarkAll({ undo, idle, onPress }: { undo: boolean; idle: boolean; onPress: () => void }) {
  return (
    <Button size="xs" variant="default" leftSection={undo ? <IconArrowBackUp size={16} aria-hidden /> : <IconChecks size={16} aria-hidden />} data-disabled={idle || undefined} aria-disabled={idle} onClick={() => { if (!idle) onPress() }}>
      {undo ? <Trans>Undo</Trans> : <Trans>Mark all as read</Trans>}
    </Button>
  )
}

/** Once for each opening: whoever marks the open message as unread wants it to stay so. */
function useReadOnOpening(message: Message | undefined, onRead: (id: string) => void): void {
  const seen = useRef<string | null>(null)
  useEffect(() => {
    if (message && message.id !== seen.current && message.readAt === null) onRead(message.id)
    seen.current = message?.id ?? null
  }, [message, onRead])
}

function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { sentence, logId } = problemOf(error)
  return <ErrorPanel sentence={sentence} logId={logId} onRetry={onRetry} />
}

/** In place of the inbox while the app is not active. */
export function InboxInactive() {
  return (
    <EmptyState icon={IconBellOff} title={<Trans>Messages are switched off</Trans>}>
      <Trans>Your organisation does not use notifications at the moment. What you were sent before is kept.</Trans>
    </EmptyState>
  )
}

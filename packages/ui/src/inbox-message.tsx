import { Trans } from '@lingui/react/macro'
import { Anchor, Badge, Button, Group, Title, UnstyledButton } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { Instant } from './instant.tsx'
import classes from './inbox.module.css'
import { partsOf } from './own-links.ts'

export type Message = { id: string; subject: string; body: string; certificationName: string; at: string; readAt: string | null }

type Props = {
  message: Message
  opened: boolean
  onToggle: () => void
  onMark: (read: boolean) => void
  /** The way to what the message is about. */
  children: ReactNode
}

/** One message of the inbox: its subject opens it. */
export function InboxMessage({ message: { subject, body, certificationName, at, readAt }, opened, onToggle, onMark, children }: Props) {
  const id = useId()
  const unread = readAt === null
  return (
    <li className={classes.message} data-unread={unread || undefined}>
      <div className={classes.head}>
        <span className={classes.mark} aria-hidden />
        <Title order={2} className={classes.subject}>
          <UnstyledButton className={classes.opener} aria-expanded={opened} aria-controls={opened ? id : undefined} onClick={onToggle}>{subject}</UnstyledButton>
        </Title>
        <span className={classes.when}><Instant value={at} /></span>
        <span className={classes.about}>
          {unread && <UnreadBadge />}
          {certificationName}
        </span>
      </div>
      {opened && (
        <div id={id} className={classes.body}>
          <MessageText text={body} />
          <Group gap="xs" mt="md">
            {children}
            <Button size="xs" variant="subtle" color="gray" onClick={() => onMark(unread)}>{unread ? <Trans>Mark as read</Trans> : <Trans>Mark as unread</Trans>}</Button>
          </Group>
        </div>
      )}
    </li>
  )
}

export const UnreadBadge = () => <Badge size="sm" variant="light" tt="none" fw={600} miw="max-content"><Trans>Unread</Trans></Badge>

/** Plain text, as it was written; only addresses of this very site can be followed. */
function MessageText({ text }: { text: string }) {
  return (
    <div className={classes.text}>
      {partsOf(text, window.location.origin).map((part, index) => (part.href === null ? part.text : <Anchor key={index} href={part.href} underline="always" className={classes.link}>{part.text}</Anchor>))}
    </div>
  )
}

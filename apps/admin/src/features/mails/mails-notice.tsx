import { Plural, Trans } from '@lingui/react/macro'
import { Alert, Group, type MantineColor, Text } from '@mantine/core'
import { IconAlertTriangle, IconHourglass, IconMailOff, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Outputs } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'

/** Says what keeps mails from leaving, and leads to where that is mended. */
export function MailsNotice({ overview: { source, tried, error } }: { overview: Outputs['mails']['overview'] }) {
  if (source === 'none') {
    return (
      <Notice color="blue" Icon={IconMailOff} title={<Trans>There is no mail server</Trans>} link={<Trans>Set up a mail server</Trans>}>
        <Text size="sm"><Trans>Mails are kept here, where they can be read; nobody gets them.</Trans></Text>
      </Notice>
    )
  }
  if (source === 'unreadable') {
    return (
      <Notice color="red" Icon={IconAlertTriangle} title={<Trans>The mail server’s settings cannot be read</Trans>} link={<Trans>Mail server</Trans>}>
        <Text size="sm"><Trans>They were saved with another AUTH_SECRET. Mails wait until they are saved again.</Trans></Text>
      </Notice>
    )
  }
  if (tried === 0) return null
  return (
    <Notice color="orange" Icon={IconHourglass} title={<Plural value={tried} one="The mail server did not take # mail yet" other="The mail server did not take # mails yet" />} link={<Trans>Mail server</Trans>}>
      <Text size="sm"><Trans>What waits is tried again by itself, at growing intervals.</Trans></Text>
      {error && <Text size="sm" mt={4}><Trans>It said last: {error}</Trans></Text>}
    </Notice>
  )
}

function Notice({ color, Icon, title, link, children }: { color: MantineColor; Icon: TablerIcon; title: ReactNode; link: ReactNode; children: ReactNode }) {
  return (
    <Alert color={color} variant="light" icon={<Icon aria-hidden />} title={title} role="status">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 20rem', minWidth: 0, overflowWrap: 'anywhere' }}>{children}</div>
        <LinkButton to="/mail-settings" variant="default" size="xs">{link}</LinkButton>
      </Group>
    </Alert>
  )
}

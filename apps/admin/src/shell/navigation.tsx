import { Trans, useLingui } from '@lingui/react/macro'
import { NavLink, ScrollArea, Stack, Text } from '@mantine/core'
import {
  IconApps, IconBriefcase, IconCertificate, IconCode, IconFileImport, IconKey, IconMail, IconUserCheck, IconUsers,
} from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { NavItem } from '../parts/links.tsx'
import { useSession } from './session.ts'

/** R2.2: the menus of an app that is not active are absent. */
export function Navigation({ onChosen }: { onChosen: () => void }) {
  const { t } = useLingui()
  const { features } = useSession()
  const icon = { size: 18, stroke: 1.7, 'aria-hidden': true }
  return (
    <ScrollArea h="100%" type="auto">
      <Stack component="nav" aria-label={t`Main`} gap="md" p="sm" onClick={onChosen}>
        {features.certifications && (
          <Section title={<Trans>Certifications & Retraining</Trans>}>
            <NavItem to="/certifications" label={t`Manage`} leftSection={<IconCertificate {...icon} />} activeOptions={{ includeSearch: false }} />
            <NavItem to="/awarded-users" label={t`Awarded Users`} leftSection={<IconUserCheck {...icon} />} activeOptions={{ includeSearch: false }} />
            <NavItem to="/imports" label={t`Imports`} leftSection={<IconFileImport {...icon} />} activeOptions={{ includeSearch: false }} />
          </Section>
        )}
        <Section title={<Trans>Users</Trans>}>
          <NavItem to="/people" label={t`People`} leftSection={<IconUsers {...icon} />} activeOptions={{ includeSearch: false }} />
        </Section>
        <Section title={<Trans>System</Trans>}>
          <NavItem to="/apps" label={t`Apps & Features`} leftSection={<IconApps {...icon} />} />
          <NavItem to="/jobs" label={t`Jobs`} leftSection={<IconBriefcase {...icon} />} />
          <NavItem to="/outbox" label={t`Outbox`} leftSection={<IconMail {...icon} />} activeOptions={{ includeSearch: false }} />
          <NavItem to="/api-keys" label={t`API keys`} leftSection={<IconKey {...icon} />} />
          <NavLink href="/api/v1/docs" label={t`API`} leftSection={<IconCode {...icon} />} />
        </Section>
      </Stack>
    </ScrollArea>
  )
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id}>
      <Text id={id} size="xs" fw={650} c="dimmed" px="sm" pb={4}>{title}</Text>
      {children}
    </div>
  )
}

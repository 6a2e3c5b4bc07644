import { Trans, useLingui } from '@lingui/react/macro'
import { NavLink, Stack, Text } from '@mantine/core'
import {
  IconApps, IconBellRinging, IconBook, IconBooks, IconBriefcase, IconCertificate, IconCircleCheck, IconCode, IconDownload, IconFileImport, IconHistory, IconKey, IconLayoutDashboard, IconMail, IconMailCheck, IconMailCog, IconReportAnalytics, IconRoute, IconSchool, IconSitemap, IconUserCheck, IconUsers, IconUsersGroup, IconWebhook,
} from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { NavItem } from '../parts/links.tsx'
import { PendingCount } from '../features/external-activities/pending-count.tsx'
import { useMay, useMayEnter, useSession } from './session.ts'
import classes from './shell.module.css'

/** R2.2: the menus of an app that is not active are absent, and so is what is not permitted. */
export function Navigation({ onChosen }: { onChosen: () => void }) {
  const { t } = useLingui()
  const { features } = useSession()
  const mayExternalTraining = useMay('external_training.view')
  const mayTraining = useMay('training.view')
  const enters = useMayEnter()
  const icon = { size: 18, stroke: 1.7, 'aria-hidden': true }
  return (
    <Stack component="nav" aria-label={t`Main`} gap="md" p="sm" className={classes.navigation} onClick={onChosen}>
      {features.certifications && (enters('/certifications') || enters('/awarded-users')) && (
        <Section title={<Trans>Certifications & Retraining</Trans>}>
          {enters('/overview') && <NavItem to="/overview" label={t`Overview`} leftSection={<IconLayoutDashboard {...icon} />} activeOptions={{ includeSearch: false }} />}
          {enters('/certifications') && <NavItem to="/certifications" label={t`Manage`} leftSection={<IconCertificate {...icon} />} activeOptions={{ includeSearch: false }} />}
          {enters('/awarded-users') && <NavItem to="/awarded-users" label={t`Awarded Users`} leftSection={<IconUserCheck {...icon} />} activeOptions={{ includeSearch: false }} />}
          {enters('/reports') && <NavItem to="/reports" label={t`Reports`} leftSection={<IconReportAnalytics {...icon} />} activeOptions={{ includeSearch: false }} />}
          {enters('/exports') && <NavItem to="/exports" label={t`Exports`} leftSection={<IconDownload {...icon} />} activeOptions={{ includeSearch: false }} />}
          {enters('/imports') && <NavItem to="/imports" label={t`Imports`} leftSection={<IconFileImport {...icon} />} activeOptions={{ includeSearch: false }} />}
          {enters('/audit-log') && <NavItem to="/audit-log" label={t`Audit log`} leftSection={<IconHistory {...icon} />} activeOptions={{ includeSearch: false }} />}
        </Section>
      )}
      {mayTraining && (
        <Section title={<Trans>Training</Trans>}>
          <NavItem to="/courses" label={t`Courses`} leftSection={<IconBook {...icon} />} activeOptions={{ includeSearch: false }} />
          <NavItem to="/learning-plans" label={t`Learning Plans`} leftSection={<IconRoute {...icon} />} activeOptions={{ includeSearch: false }} />
          <NavItem to="/materials" label={t`Central Repository`} leftSection={<IconBooks {...icon} />} activeOptions={{ includeSearch: false }} />
          <NavItem to="/completions" label={t`Completions`} leftSection={<IconCircleCheck {...icon} />} activeOptions={{ includeSearch: false }} />
        </Section>
      )}
      {features.external_training && mayExternalTraining && (
        <Section title={<Trans>External Training</Trans>}>
          <NavItem to="/external-training" label={t`Manage`} leftSection={<IconSchool {...icon} />} rightSection={<PendingCount />} activeOptions={{ includeSearch: false }} />
        </Section>
      )}
      {features.notifications && enters('/notifications') && (
        <Section title={<Trans>Notifications</Trans>}>
          {enters('/notification-rules') && <NavItem to="/notification-rules" label={t`Rules`} leftSection={<IconBellRinging {...icon} />} activeOptions={{ includeSearch: false }} />}
          <NavItem to="/notifications" label={t`Delivery log`} leftSection={<IconMailCheck {...icon} />} activeOptions={{ includeSearch: false }} />
        </Section>
      )}
      <Section title={<Trans>Users</Trans>}>
        {enters('/people') && <NavItem to="/people" label={t`People`} leftSection={<IconUsers {...icon} />} activeOptions={{ includeSearch: false }} />}
        <NavItem to="/branches" label={t`Branches`} leftSection={<IconSitemap {...icon} />} activeOptions={{ includeSearch: false }} />
        <NavItem to="/groups" label={t`Groups`} leftSection={<IconUsersGroup {...icon} />} activeOptions={{ includeSearch: false }} />
        {!features.certifications && enters('/apps') && <NavItem to="/imports" label={t`Imports`} leftSection={<IconFileImport {...icon} />} activeOptions={{ includeSearch: false }} />}
      </Section>
      {enters('/apps') && (
        <Section title={<Trans>System</Trans>}>
          <NavItem to="/apps" label={t`Apps & Features`} leftSection={<IconApps {...icon} />} />
          <NavItem to="/jobs" label={t`Jobs`} leftSection={<IconBriefcase {...icon} />} />
          <NavItem to="/outbox" label={t`Outbox`} leftSection={<IconMail {...icon} />} activeOptions={{ includeSearch: false }} />
          <NavItem to="/mail-settings" label={t`Mail server`} leftSection={<IconMailCog {...icon} />} />
          <NavItem to="/webhooks" label={t`Webhooks`} leftSection={<IconWebhook {...icon} />} activeOptions={{ includeSearch: false }} />
          <NavItem to="/api-keys" label={t`API keys`} leftSection={<IconKey {...icon} />} />
          <NavLink href="/api/v1/docs" label={t`API`} leftSection={<IconCode {...icon} />} />
        </Section>
      )}
    </Stack>
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

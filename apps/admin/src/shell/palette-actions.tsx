import { useLingui } from '@lingui/react/macro'
import {
  IconApps, IconBell, IconBellPlus, IconBellRinging, IconBook, IconBooks, IconBriefcase, IconCalendarDue, IconCertificate, IconCircleCheck, IconCode, IconDownload, IconFileImport, IconFilePlus, IconHistory, IconKey, IconLayoutDashboard, IconLogout, IconMail, IconMailCheck, IconMailCog, IconReportAnalytics, IconRoute, IconSchool, IconSitemap, IconUserCheck, IconUserPlus, IconUsers, IconUsersGroup, IconWebhook, type TablerIcon,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { signOut, useMay, useMayEnter, useSession } from './session.ts'

type PaletteAction = { title: string; Icon: TablerIcon; run: () => void }
/** `page`: what it opens; absent for those who may not open it. */
type Offered = PaletteAction & { page?: string }

/** Pages and commands for ⌘K; those of an app that is not active are absent, and those that are not permitted. */
export function usePaletteActions(): PaletteAction[] {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const { features } = useSession()
  const enters = useMayEnter()
  const seesTraining = useMay('training.view')
  const managesTraining = useMay('training.manage')
  const seesExternal = useMay('external_training.view')
  const reportsExternal = useMay('external_training.manage')
  const offered: Offered[] = [
    ...(features.certifications
      ? [
          { title: t`Overview`, Icon: IconLayoutDashboard, page: '/overview', run: () => void navigate({ to: '/overview' }) },
          { title: t`New Certification`, Icon: IconFilePlus, page: '/certifications/new', run: () => void navigate({ to: '/certifications/new' }) },
          { title: t`Import Certification Records via CSV`, Icon: IconFileImport, page: '/imports', run: () => void navigate({ to: '/imports/new' }) },
          { title: t`Certifications & Retraining → Manage`, Icon: IconCertificate, page: '/certifications', run: () => void navigate({ to: '/certifications' }) },
          { title: t`Award Users`, Icon: IconUserCheck, page: '/awarded-users/new', run: () => void navigate({ to: '/awarded-users/new' }) },
          { title: t`Awarded Users`, Icon: IconUserCheck, page: '/awarded-users', run: () => void navigate({ to: '/awarded-users' }) },
          { title: t`Audit log`, Icon: IconHistory, page: '/audit-log', run: () => void navigate({ to: '/audit-log' }) },
          { title: t`Exports`, Icon: IconDownload, page: '/exports', run: () => void navigate({ to: '/exports' }) },
          { title: t`Calendar of due dates`, Icon: IconCalendarDue, page: '/calendar', run: () => void navigate({ to: '/calendar' }) },
          { title: t`Reports`, Icon: IconReportAnalytics, page: '/reports', run: () => void navigate({ to: '/reports' }) },
          { title: t`New report: who holds what`, Icon: IconReportAnalytics, page: '/reports', run: () => void navigate({ to: '/reports/new', search: { kind: 'users_certifications' } }) },
          { title: t`New report: who lacks what`, Icon: IconReportAnalytics, page: '/reports', run: () => void navigate({ to: '/reports/new', search: { kind: 'certifications_users' } }) },
        ]
      : []),
    ...(managesTraining ? [{ title: t`New course`, Icon: IconBook, run: () => void navigate({ to: '/courses/new' }) }] : []),
    ...(seesTraining
      ? [
          { title: t`Courses`, Icon: IconBook, run: () => void navigate({ to: '/courses' }) },
          { title: t`Learning Plans`, Icon: IconRoute, run: () => void navigate({ to: '/learning-plans' }) },
          { title: t`Central Repository`, Icon: IconBooks, run: () => void navigate({ to: '/materials' }) },
        ]
      : []),
    ...(seesTraining ? [{ title: t`Completions`, Icon: IconCircleCheck, run: () => void navigate({ to: '/completions' }) }] : []),
    ...(features.external_training && reportsExternal ? [{ title: t`Report New Training Activity`, Icon: IconSchool, run: () => void navigate({ to: '/external-training/new' }) }] : []),
    ...(features.external_training && seesExternal ? [{ title: t`External Training → Manage`, Icon: IconSchool, run: () => void navigate({ to: '/external-training' }) }] : []),
    ...(features.notifications
      ? [
          { title: t`Inbox`, Icon: IconBell, run: () => void navigate({ to: '/inbox' }) },
          { title: t`New notification rule`, Icon: IconBellPlus, page: '/notification-rules', run: () => void navigate({ to: '/notification-rules/new' }) },
          { title: t`Notification rules`, Icon: IconBellRinging, page: '/notification-rules', run: () => void navigate({ to: '/notification-rules' }) },
          { title: t`Delivery log`, Icon: IconMailCheck, page: '/notifications', run: () => void navigate({ to: '/notifications' }) },
        ]
      : []),
    { title: t`Imports`, Icon: IconFileImport, page: features.certifications ? '/imports' : '/apps', run: () => void navigate({ to: '/imports' }) },
    { title: t`New person`, Icon: IconUserPlus, page: '/people/new', run: () => void navigate({ to: '/people/new' }) },
    // Whoever may see the apps is a superadmin, as this is for.
    { title: t`Import people via CSV`, Icon: IconFileImport, page: '/apps', run: () => void navigate({ to: '/imports/new', search: { kind: 'people' } }) },
    { title: t`People`, Icon: IconUsers, page: '/people', run: () => void navigate({ to: '/people' }) },
    { title: t`Branches`, Icon: IconSitemap, run: () => void navigate({ to: '/branches' }) },
    { title: t`Groups`, Icon: IconUsersGroup, run: () => void navigate({ to: '/groups' }) },
    { title: t`Apps & Features`, Icon: IconApps, page: '/apps', run: () => void navigate({ to: '/apps' }) },
    { title: t`Jobs`, Icon: IconBriefcase, page: '/jobs', run: () => void navigate({ to: '/jobs' }) },
    { title: t`Outbox`, Icon: IconMail, page: '/outbox', run: () => void navigate({ to: '/outbox' }) },
    { title: t`Mail server`, Icon: IconMailCog, page: '/mail-settings', run: () => void navigate({ to: '/mail-settings' }) },
    { title: t`Webhooks`, Icon: IconWebhook, page: '/webhooks', run: () => void navigate({ to: '/webhooks' }) },
    { title: t`API keys`, Icon: IconKey, page: '/api-keys', run: () => void navigate({ to: '/api-keys' }) },
    { title: t`API`, Icon: IconCode, page: '/apps', run: () => window.location.assign('/api/v1/docs') },
    { title: t`Sign out`, Icon: IconLogout, run: () => void signOut(i18n.locale) },
  ]
  return offered.filter(({ page }) => page === undefined || enters(page))
}

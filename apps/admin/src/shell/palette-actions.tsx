import { useLingui } from '@lingui/react/macro'
import {
  IconApps, IconBriefcase, IconCertificate, IconCode, IconFileImport, IconFilePlus, IconKey, IconLogout, IconMail, IconUserCheck, IconUserPlus, IconUsers, type TablerIcon,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { signOut, useSession } from './session.ts'

type PaletteAction = { title: string; Icon: TablerIcon; run: () => void }

/** Pages and commands for ⌘K; those of an app that is not active are absent. */
export function usePaletteActions(): PaletteAction[] {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const { features } = useSession()
  return [
    ...(features.certifications
      ? [
          { title: t`New Certification`, Icon: IconFilePlus, run: () => void navigate({ to: '/certifications/new' }) },
          { title: t`Import Certification Records via CSV`, Icon: IconFileImport, run: () => void navigate({ to: '/imports/new' }) },
          { title: t`Certifications & Retraining → Manage`, Icon: IconCertificate, run: () => void navigate({ to: '/certifications' }) },
          { title: t`Awarded Users`, Icon: IconUserCheck, run: () => void navigate({ to: '/awarded-users' }) },
          { title: t`Imports`, Icon: IconFileImport, run: () => void navigate({ to: '/imports' }) },
        ]
      : []),
    { title: t`New person`, Icon: IconUserPlus, run: () => void navigate({ to: '/people/new' }) },
    { title: t`People`, Icon: IconUsers, run: () => void navigate({ to: '/people' }) },
    { title: t`Apps & Features`, Icon: IconApps, run: () => void navigate({ to: '/apps' }) },
    { title: t`Jobs`, Icon: IconBriefcase, run: () => void navigate({ to: '/jobs' }) },
    { title: t`Outbox`, Icon: IconMail, run: () => void navigate({ to: '/outbox' }) },
    { title: t`API keys`, Icon: IconKey, run: () => void navigate({ to: '/api-keys' }) },
    { title: t`API`, Icon: IconCode, run: () => window.location.assign('/api/v1/docs') },
    { title: t`Sign out`, Icon: IconLogout, run: () => void signOut(i18n.locale) },
  ]
}

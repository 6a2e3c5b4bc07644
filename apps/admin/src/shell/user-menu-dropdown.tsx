import { Trans, useLingui } from '@lingui/react/macro'
import { Menu } from '@mantine/core'
import { LANGUAGES } from '@recert/domain/people'
import { ColorSchemeMenu } from '@recert/ui/color-scheme-switch'
import { LANGUAGE_NAMES } from '@recert/ui/language'
import { IconCalendarDue, IconCertificate, IconClockPlay, IconKeyboard, IconLogout } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { cloneElement } from 'react'
import { api, refreshAll } from '../api.ts'
import { showLanguage } from '../i18n.ts'
import { type Demanded, useOpenedAtOnce } from '../parts/on-demand.tsx'
import { signOut, useMayEnter, useMe, useSession } from './session.ts'
import type { UserMenuProps } from './user-menu.tsx'

export function UserMenuDropdown({ button, onShortcuts, onClock }: UserMenuProps & Demanded) {
  const { i18n } = useLingui()
  const { button: ref, ...menu } = useOpenedAtOnce()
  const me = useMe()
  const changeLanguage = useMutation(api.session.updateProfile.mutationOptions({
    onSuccess: async (_, { language }) => {
      await showLanguage(language)
      await refreshAll()
    },
  }))
  const { demoClock, features } = useSession()
  const mayEnter = useMayEnter()
  return (
    <Menu position="bottom-end" width={240} {...menu}>
      <Menu.Target>{cloneElement(button, { ref })}</Menu.Target>
      <Menu.Dropdown mah="80dvh" style={{ overflowY: 'auto' }}>
        <Menu.Label>{me.username}</Menu.Label>
        <Menu.Item component="a" href="/" leftSection={<IconCertificate size={16} aria-hidden />}><Trans>My certifications</Trans></Menu.Item>
        {features.certifications && mayEnter('/calendar') && <Menu.Item component={Link} to="/calendar" leftSection={<IconCalendarDue size={16} aria-hidden />}><Trans>Calendar of due dates</Trans></Menu.Item>}
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onShortcuts}><Trans>Keyboard shortcuts</Trans></Menu.Item>
        {demoClock && me.role === 'superadmin' && <Menu.Item leftSection={<IconClockPlay size={16} aria-hidden />} onClick={onClock}><Trans>Move the demo clock</Trans></Menu.Item>}
        <Menu.Divider />
        <Menu.Label><Trans>Appearance</Trans></Menu.Label>
        <ColorSchemeMenu />
        <Menu.Divider />
        <Menu.Label><Trans>Language</Trans></Menu.Label>
        <Menu.RadioGroup value={i18n.locale} onChange={(value) => { const language = LANGUAGES.find((each) => each === value); if (language) changeLanguage.mutate({ timeZone: me.timeZone, language }) }}>
          {LANGUAGES.map((language) => <Menu.RadioItem key={language} value={language} lang={language}>{LANGUAGE_NAMES[language]}</Menu.RadioItem>)}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut(i18n.locale)}><Trans>Sign out</Trans></Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

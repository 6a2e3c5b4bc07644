import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { LANGUAGES } from '@recert/domain/people'
import { ColorSchemeMenu } from '@recert/ui/color-scheme-switch'
import { LANGUAGE_NAMES } from '@recert/ui/language'
import { IconCertificate, IconChevronDown, IconClockPlay, IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../api.ts'
import { showLanguage } from '../i18n.ts'
import { DemoClockDialog } from './demo-clock.tsx'
import { signOut, useMe, useSession } from './session.ts'

export function UserMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const name = `${me.firstName} ${me.lastName}`.trim() || me.username
  const changeLanguage = useMutation(api.session.updateProfile.mutationOptions({
    onSuccess: async (_, { language }) => {
      await showLanguage(language)
      await refreshAll()
    },
  }))
  const { demoClock } = useSession()
  const [clockOpen, clock] = useDisclosure(false)
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button variant="subtle" color="gray" px="xs" aria-label={t`Your menu, ${name}`} leftSection={<IconUserCircle size={20} stroke={1.7} aria-hidden />} rightSection={<IconChevronDown size={14} aria-hidden />}>
            <Text span size="sm" fw={550} visibleFrom="sm" maw={160} truncate>{name}</Text>
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="80dvh" style={{ overflowY: 'auto' }}>
          <Menu.Label>{me.username}</Menu.Label>
          <Menu.Item component="a" href="/" leftSection={<IconCertificate size={16} aria-hidden />}><Trans>My certifications</Trans></Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onShortcuts}><Trans>Keyboard shortcuts</Trans></Menu.Item>
          {demoClock && me.role === 'superadmin' && <Menu.Item leftSection={<IconClockPlay size={16} aria-hidden />} onClick={clock.open}><Trans>Move the demo clock</Trans></Menu.Item>}
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
      <DemoClockDialog opened={clockOpen} onClose={clock.close} />
    </>
  )
}

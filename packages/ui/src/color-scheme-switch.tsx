import { useLingui } from '@lingui/react/macro'
import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'

/** Light, dark or the system's: items for a menu. */
export function ColorSchemeMenu() {
  const { t } = useLingui()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
      <Menu.RadioItem value="light">{t`Light`}</Menu.RadioItem>
      <Menu.RadioItem value="dark">{t`Dark`}</Menu.RadioItem>
      <Menu.RadioItem value="auto">{t`As the system`}</Menu.RadioItem>
    </Menu.RadioGroup>
  )
}

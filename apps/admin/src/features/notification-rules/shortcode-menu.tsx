import { useLingui } from '@lingui/react/macro'
import { Button, Menu, Text } from '@mantine/core'
import { type Shortcode, SHORTCODES } from '@recert/domain/notifications'
import { IconChevronDown } from '@tabler/icons-react'
import classes from './rule-editor.module.css'

type Props = {
  /** Of the button, for screen readers: there is one for each field. */
  label: string
  onPick: (shortcode: Shortcode) => void
}

/** What a text may name, with what each stands for. */
export function ShortcodeMenu({ label, onPick }: Props) {
  const { t } = useLingui()
  const texts = useShortcodeTexts()
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target><Button variant="subtle" size="compact-sm" aria-label={label} rightSection={<IconChevronDown size={14} aria-hidden />}>{t`Insert shortcode`}</Button></Menu.Target>
      <Menu.Dropdown className={classes.shortcodes}>
        {SHORTCODES.map((shortcode) => (
          <Menu.Item key={shortcode} onClick={() => onPick(shortcode)}>
            <Text size="sm" ff="monospace">[{shortcode}]</Text>
            <Text size="xs" c="dimmed">{texts[shortcode]}</Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function useShortcodeTexts(): Record<Shortcode, string> {
  const { t } = useLingui()
  return {
    first_name: t`The holder’s first name`, last_name: t`The holder’s last name`, username: t`The holder’s username`,
    certification_title: t`What the certification is called`, certification_code: t`The certification’s code`, certification_description: t`The certification’s description`,
    issue_date: t`The day of the issue, in the reader’s language and zone`, expiration_date: t`The day of the expiry, or “never”`, days_to_renew: t`Days left until the expiry`,
    renew_link: t`Address to renew at; alone in a paragraph, a button`, platform_url: t`Recert’s address; alone in a paragraph, a button`,
  }
}

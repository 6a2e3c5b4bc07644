import { useLingui } from '@lingui/react/macro'
import { Group, Input, Textarea, TextInput } from '@mantine/core'
import type { Shortcode } from '@recert/domain/notifications'
import { type ReactNode, useId, useRef } from 'react'
import { ShortcodeMenu } from './shortcode-menu.tsx'

type Props = { kind: 'subject' | 'body'; value: string; onChange: (value: string) => void; error: ReactNode; path: string; lang: string }

/** A text with shortcodes, which a menu inserts where the cursor is. */
export function TemplateField({ kind, value, onChange, error, path, lang }: Props) {
  const { t } = useLingui()
  const id = useId()
  const field = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null)
  /** Where nobody has been yet, the cursor stands at the end. */
  const visited = useRef(false)
  const insert = (shortcode: Shortcode) => {
    const element = field.current
    if (!element) return
    const [from, to] = visited.current ? [element.selectionStart ?? value.length, element.selectionEnd ?? value.length] : [value.length, value.length]
    const code = `[${shortcode}]`
    onChange(value.slice(0, from) + code + value.slice(to))
    // After the menu has closed: it leaves the focus where it then is.
    setTimeout(() => { element.focus(); element.setSelectionRange(from + code.length, from + code.length) })
  }
  const props = {
    id, lang, value, error, 'data-path': path, onFocus: () => { visited.current = true },
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value), spellCheck: true,
  }
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" mb={2}>
        <Input.Label htmlFor={id}>{kind === 'subject' ? t`Subject` : t`Body`}</Input.Label>
        <ShortcodeMenu label={kind === 'subject' ? t`Insert shortcode into the subject` : t`Insert shortcode into the body`} onPick={insert} />
      </Group>
      {kind === 'subject'
        ? <TextInput {...props} ref={(element) => { field.current = element }} />
        : <Textarea {...props} ref={(element) => { field.current = element }} autosize minRows={8} maxRows={20} />}
    </div>
  )
}

import { useLingui } from '@lingui/react/macro'
import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'

const TYPING_MS = 300

/** Search as you type; `/` comes here. `value` is what the address says. */
export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const { t } = useLingui()
  const [text, setText] = useState(value)
  const field = useRef<HTMLInputElement>(null)
  const said = useRef(value)
  const say = useDebouncedCallback((next: string) => { said.current = next; onChange(next) }, TYPING_MS)
  // On some keyboards the slash is typed with Shift.
  useHotkeys([['/', () => field.current?.focus()], ['shift+/', () => field.current?.focus()]])

  // Back, a link or "Clear filters" changed the address; what is being typed is not overwritten.
  useEffect(() => {
    if (value === said.current) return
    said.current = value
    setText(value)
  }, [value])

  return (
    <TextInput
      ref={field} type="search" aria-label={label} placeholder={label} w={{ base: '100%', sm: 280 }} value={text} maxLength={255}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text === '' ? <Kbd size="xs" aria-hidden>/</Kbd> : <CloseButton size="sm" aria-label={t`Clear the search`} onClick={() => { setText(''); said.current = ''; onChange(''); field.current?.focus() }} />}
      onChange={(event) => { setText(event.currentTarget.value); say(event.currentTarget.value.trim()) }}
    />
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { problemOf } from '@recert/ui/problem'
import { type ReactNode, useRef, useState } from 'react'
import { refusalOf } from './form.tsx'

type Props = {
  title: ReactNode
  initial: string
  /** Throws the refusal of a name. */
  check: (name: string) => string
  verb: ReactNode
  onSave: (name: string) => void
  onClose: () => void
  pending: boolean
  failed: unknown
}

/** Asks for a name. What is wrong with it, here or on the server, stands beside it. */
export function NameDialog({ title, initial, check, verb, onSave, onClose, pending, failed }: Props) {
  const { t } = useLingui()
  const [name, setName] = useState(initial)
  const [tried, setTried] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const refused = refusalOf(() => check(name))
  const told = tried !== name ? null : (refused ?? (failed ? problemOf(failed).sentence : null))
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(name)
          if (refused) field.current?.focus()
          else onSave(name.trim())
        }}
      >
        <Stack gap="md">
          <TextInput ref={field} data-autofocus label={t`Name`} required withAsterisk maxLength={255} value={name} onChange={(event) => setName(event.currentTarget.value)} error={told} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button type="submit" loading={pending}>{verb}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

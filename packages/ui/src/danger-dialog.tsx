import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'

type Props = {
  opened: boolean
  onClose: () => void
  title: ReactNode
  /** The consequence, in numbers. */
  children: ReactNode
  /** The verb, with its count where there is one: "Unassign 37 people". */
  verb: ReactNode
  onConfirm: () => void
  pending: boolean
  /** What the button that does nothing says, where "Cancel" could be taken for the act itself. */
  keep?: ReactNode
  /** What must be typed before the button works; for what cannot be taken back. */
  typedName?: string | undefined
  /** Why the button does not work yet. */
  disabled?: boolean
  /** A gentler way, beside the danger. */
  gentler?: ReactNode
  error?: ReactNode
}

/** Asks before an act that touches many rows or history. The focus starts on Cancel, or on the name to type. */
export function DangerDialog(props: Props) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} size="lg" centered>
      <DangerBody {...props} />
    </Modal>
  )
}

function DangerBody({ onClose, children, verb, onConfirm, pending, keep, typedName, disabled = false, gentler, error }: Props) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const nameMissing = typedName !== undefined && typed.trim() !== typedName.trim()
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (!nameMissing && !disabled && !pending) onConfirm() }}>
      <Stack gap="md">
        {children}
        {typedName !== undefined && (
          <TextInput
            data-autofocus
            label={<Trans>Type the name <strong>{typedName}</strong> to go on</Trans>}
            aria-label={t`Type the name ${typedName} to go on`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
        )}
        {error}
        <Group justify="space-between">
          <div>{gentler}</div>
          <Group gap="sm">
            <Button variant="default" onClick={onClose} data-autofocus={typedName === undefined ? true : undefined}>{keep ?? <Trans>Cancel</Trans>}</Button>
            <Button type="submit" color="red" loading={pending} disabled={nameMissing || disabled}>{verb}</Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}

import { Trans } from '@lingui/react/macro'
import { Button, Group, Input, Stack, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'

type Props = {
  label: string
  /** Says that there is one. */
  saved: ReactNode
  /** What the button that replaces it says to screen readers. */
  change: string
  /** Whether the saved one counts now. */
  keeps: boolean
  /** Whether there is a saved one to go back to. */
  mayKeep: boolean
  onReplace: () => void
  onKeep: () => void
  input: (props: { autoFocus: boolean }) => ReactNode
}

/** A secret is never shown again: this says that it is saved, until somebody wants another. */
export function SecretField({ label, saved, change, keeps, mayKeep, onReplace, onKeep, input }: Props) {
  // The focus goes along with a click, and stays where it is when the page opens.
  const [clicked, setClicked] = useState(false)
  if (keeps) {
    return (
      <Input.Wrapper label={label} labelElement="div">
        <Group gap="xs" mih={36}>
          <IconLock size={16} aria-hidden />
          <Text size="sm">{saved}</Text>
          <Button variant="subtle" size="compact-sm" aria-label={change} autoFocus={clicked} onClick={() => { setClicked(true); onReplace() }}><Trans>Change</Trans></Button>
        </Group>
      </Input.Wrapper>
    )
  }
  return (
    <Stack gap={4} align="stretch">
      {input({ autoFocus: clicked })}
      {mayKeep && <Group><Button variant="subtle" size="compact-sm" onClick={() => { setClicked(true); onKeep() }}><Trans>Keep the saved one</Trans></Button></Group>}
    </Stack>
  )
}

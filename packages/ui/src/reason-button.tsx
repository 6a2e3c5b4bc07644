import { Button, type ButtonProps, Tooltip, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/** A button that does not work now and says why: on hover, on focus and to screen readers. It stays reachable by keyboard for that. */
export function ReasonButton({ reason, children, ...props }: ButtonProps & { reason: string; children: ReactNode }) {
  const id = useId()
  return (
    <>
      <Tooltip label={reason} multiline maw={300} events={{ hover: true, focus: true, touch: true }}>
        <Button {...props} data-disabled aria-disabled aria-describedby={id} onClick={(event) => event.preventDefault()}>{children}</Button>
      </Tooltip>
      <VisuallyHidden id={id}>{reason}</VisuallyHidden>
    </>
  )
}

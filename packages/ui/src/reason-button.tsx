import { Button, type ButtonProps, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/** A button that does not work now and says why: on hover, on focus and to screen readers. It stays reachable by keyboard for that. */
export function ReasonButton({ reason, children, ...props }: ButtonProps & { reason: string; children: ReactNode }) {
  const id = useId()
  return (
    <>
      <Button {...props} data-disabled data-hint={reason} aria-disabled aria-describedby={id} onClick={(event) => event.preventDefault()}>{children}</Button>
      <VisuallyHidden id={id}>{reason}</VisuallyHidden>
    </>
  )
}

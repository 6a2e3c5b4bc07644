import { Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'

/** The heading of a step that took another one's place; whoever works by keyboard or ear goes on here. */
export function StepTitle({ children, first = false }: { children: ReactNode; first?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!first) heading.current?.focus()
  }, [first])
  return <Title order={2} size="h3" ref={heading} tabIndex={-1}>{children}</Title>
}

import { Popover } from '@mantine/core'
import { cloneElement, type ReactNode } from 'react'
import { type Demanded, useOpenedAtOnce } from './on-demand.tsx'

export function FilterDropdown({ button, children }: Demanded & { children: ReactNode }) {
  const { button: ref, ...popover } = useOpenedAtOnce()
  return (
    <Popover position="bottom-start" width={360} trapFocus shadow="md" {...popover}>
      <Popover.Target>{cloneElement(button, { ref, onClick: () => popover.onChange(!popover.opened) })}</Popover.Target>
      <Popover.Dropdown mah="70dvh" style={{ overflowY: 'auto' }}>{children}</Popover.Dropdown>
    </Popover>
  )
}

import { Trans } from '@lingui/react/macro'
import { Button, Popover } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** The button that shows a list's filters. */
export function FilterPopover({ children }: { children: ReactNode }) {
  return (
    <Popover position="bottom-start" width={360} trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<IconFilter size={16} aria-hidden />}><Trans>Filters</Trans></Button>
      </Popover.Target>
      <Popover.Dropdown mah="70dvh" style={{ overflowY: 'auto' }}>{children}</Popover.Dropdown>
    </Popover>
  )
}

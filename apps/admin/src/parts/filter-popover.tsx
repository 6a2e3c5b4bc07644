import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { OnDemand } from './on-demand.tsx'

/** The button that shows a list's filters. `load`: what `children` wait for, where they are lazy. */
export function FilterPopover({ load, children }: { load?: () => Promise<unknown>; children: ReactNode }) {
  return (
    <OnDemand
      button={<Button variant="default" leftSection={<IconFilter size={16} aria-hidden />}><Trans>Filters</Trans></Button>} hasPopup="dialog"
      load={async () => (await Promise.all([import('./filter-dropdown.tsx'), load?.()]))[0].FilterDropdown} rest={{ children }}
    />
  )
}

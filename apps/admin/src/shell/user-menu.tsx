import { useLingui } from '@lingui/react/macro'
import { Button, Text } from '@mantine/core'
import { nameOf } from '@recert/domain/people'
import { IconChevronDown, IconUserCircle } from '@tabler/icons-react'
import { OnDemand } from '../parts/on-demand.tsx'
import { useMe } from './session.ts'

export type UserMenuProps = { onShortcuts: () => void; onClock: () => void }

export function UserMenu(props: UserMenuProps) {
  const { t } = useLingui()
  const me = useMe()
  const name = nameOf(me)
  return (
    <OnDemand
      hasPopup="menu" load={() => import('./user-menu-dropdown.tsx').then(({ UserMenuDropdown }) => UserMenuDropdown)} rest={props}
      button={(
        <Button variant="subtle" color="gray" px="xs" aria-label={t`Your menu, ${name}`} leftSection={<IconUserCircle size={20} stroke={1.7} aria-hidden />} rightSection={<IconChevronDown size={14} aria-hidden />}>
          <Text span size="sm" fw={550} visibleFrom="sm" maw={160} truncate>{name}</Text>
        </Button>
      )}
    />
  )
}

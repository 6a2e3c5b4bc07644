import { Trans } from '@lingui/react/macro'
import { Button, Menu, Text } from '@mantine/core'
import { MATERIAL_KINDS } from '@recert/domain/training'
import { IconBooks, IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { MATERIAL_ICONS, useMaterialKinds } from './material-kind.tsx'

/** A new material by its kind; in a course, also one of the central repository. */
export function AddMaterialMenu({ course, onPick }: { course?: string; onPick?: () => void }) {
  const navigate = useNavigate()
  const kinds = useMaterialKinds()
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button leftSection={<IconPlus size={18} aria-hidden />} rightSection={<IconChevronDown size={16} aria-hidden />}><Trans>Add material</Trans></Button>
      </Menu.Target>
      <Menu.Dropdown mah="70dvh" style={{ overflowY: 'auto' }}>
        {MATERIAL_KINDS.map((kind) => {
          const Icon = MATERIAL_ICONS[kind]
          return (
            <Menu.Item key={kind} leftSection={<Icon size={18} stroke={1.7} aria-hidden />} onClick={() => void navigate({ to: '/materials/new', search: { kind, ...(course === undefined ? {} : { course }) } })}>
              <Text size="sm" fw={550}>{kinds[kind].name}</Text>
              <Text size="xs" c="dimmed">{kinds[kind].about}</Text>
            </Menu.Item>
          )
        })}
        {onPick && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconBooks size={18} stroke={1.7} aria-hidden />} onClick={onPick}><Trans>From the central repository …</Trans></Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

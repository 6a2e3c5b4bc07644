import { Trans } from '@lingui/react/macro'
import { Badge, Group } from '@mantine/core'
import { TextLink } from './links.tsx'

type Props = { id: string; username: string; active: boolean; tab?: 'training' }

/** A person in a list: the way to their page, and whether they are deactivated. */
export function PersonName({ id, username, active, tab }: Props) {
  return (
    <Group gap="xs">
      <TextLink to="/people/$person" params={{ person: id }} search={tab ? { tab } : {}} size="sm" fw={600}>{username}</TextLink>
      {!active && <Badge color="gray" variant="light" tt="none"><Trans>Deactivated</Trans></Badge>}
    </Group>
  )
}

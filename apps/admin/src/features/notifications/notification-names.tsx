import { Trans } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { nameOf } from '@recert/domain/people'
import { TextLink } from '../../parts/links.tsx'
import { useMe } from '../../shell/session.ts'

/** A long word must not push the columns beside it out of sight. */
const ANYWHERE = { overflowWrap: 'anywhere' } as const

type Person = { username: string; firstName: string; lastName: string }

/** Who is told, and of whose award, where that is somebody else. */
export function ToldPerson({ of: { personId, holder, ...person } }: { of: Person & { personId: string; holder: (Person & { id: string }) | null } }) {
  return (
    <div style={{ minWidth: 120, ...ANYWHERE }}>
      <TextLink to="/people/$person" params={{ person: personId }} search={{ tab: 'notifications' }} size="sm" fw={600}>{person.username}</TextLink>
      <Text size="xs" c="dimmed">{`${person.firstName} ${person.lastName}`.trim()}</Text>
      {holder && <Text size="xs" mt={2}><Trans>as manager of {nameOf(holder)}</Trans></Text>}
    </div>
  )
}

/** The certification, as the way to the award. */
export function AwardLink({ award, name, strong = false }: { award: string; name: string; strong?: boolean }) {
  return <TextLink to="/awarded-users/$award" params={{ award }} size="sm" fw={strong ? 600 : 400} lineClamp={2}>{name}</TextLink>
}

/** A rule's name: the way to the rule for those who may change it. */
export function RuleName({ rule: { id, name } }: { rule: { id: string; name: string } }) {
  return useMe().role === 'superadmin' ? <TextLink to="/notification-rules/$rule" params={{ rule: id }} size="sm" style={ANYWHERE}>{name}</TextLink> : <Text span size="sm" style={ANYWHERE}>{name}</Text>
}

import { Trans } from '@lingui/react/macro'
import { Badge, Group, type MantineColor, Stack, Text } from '@mantine/core'
import { BEFORE_LINK } from '@recert/domain/completions'
import { Day } from '@recert/ui/instant'
import { IconCircleCheck, IconCircleX, IconHandStop, IconRefresh, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Outputs } from '../../api.ts'
import { useSession } from '../../shell/session.ts'

export type Outcome = Pick<Outputs['completions']['list']['items'][number]['outcomes'][number], 'certificationId' | 'certificationName' | 'outcome' | 'reason' | 'message'> & { expiresAt?: string | null }

const LOOKS = {
  awarded: { color: 'teal', Icon: IconCircleCheck },
  renewed: { color: 'teal', Icon: IconRefresh },
  kept: { color: 'gray', Icon: IconHandStop },
  refused: { color: 'red', Icon: IconCircleX },
} satisfies Record<Outcome['outcome'], { color: MantineColor; Icon: TablerIcon }>

/** What a completion led to, in words and a sign, never by colour alone. */
export function OutcomeBadge({ outcome, reason }: Pick<Outcome, 'outcome' | 'reason'>) {
  const { color, Icon } = LOOKS[outcome]
  return <Badge miw="max-content" variant="light" color={color} leftSection={<Icon size={14} aria-hidden />} tt="none" fw={600}><OutcomeName outcome={outcome} reason={reason} /></Badge>
}

export function OutcomeName({ outcome, reason }: Pick<Outcome, 'outcome' | 'reason'>): ReactNode {
  switch (outcome) {
    case 'awarded': return <Trans>Awarded</Trans>
    case 'renewed': return <Trans>Renewed</Trans>
    case 'kept': return reason === BEFORE_LINK ? <Trans>Does not count</Trans> : <Trans>Current award kept</Trans>
    case 'refused': return <Trans>Nothing awarded</Trans>
  }
}

/** What it led to for each certification, with the reason as a sentence. */
export function Outcomes({ outcomes }: { outcomes: Outcome[] }) {
  const { features } = useSession()
  // R2.2: what is awarded meanwhile is shown once the app is active.
  if (!features.certifications) return null
  if (outcomes.length === 0) return <Text size="sm" c="dimmed"><Trans>Counts for no certification</Trans></Text>
  return (
    <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {outcomes.map(({ certificationId, certificationName, outcome, reason, message, expiresAt }) => (
        <li key={certificationId}>
          <Group gap={6}>
            <OutcomeBadge outcome={outcome} reason={reason} />
            <Text span size="sm" fw={550}>{certificationName}</Text>
            {expiresAt && <Text span size="sm" c="dimmed"><Trans>until <Day value={expiresAt} /></Trans></Text>}
          </Group>
          {message && <Text size="sm" c="dimmed" maw={520}>{message}</Text>}
        </li>
      ))}
    </Stack>
  )
}

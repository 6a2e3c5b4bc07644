import { Trans } from '@lingui/react/macro'
import { Badge, Text } from '@mantine/core'
import { Instant } from '@recert/ui/instant'
import type { Rule } from './rule-values.ts'

/** Whether a rule fires, and since when. */
export function RuleState({ rule: { activeSince } }: { rule: Pick<Rule, 'activeSince'> }) {
  if (activeSince === null) return <Badge color="gray" variant="light" tt="none" miw="max-content"><Trans>Paused</Trans></Badge>
  return (
    <>
      <Badge color="teal" variant="light" tt="none" miw="max-content"><Trans context="schedule or rule">Active</Trans></Badge>
      <Text size="xs" c="dimmed" mt={4} component="div"><Trans>since <Instant value={activeSince} /></Trans></Text>
    </>
  )
}

import { Trans } from '@lingui/react/macro'
import { Alert, Group, Stack, Text } from '@mantine/core'
import { Day } from '@recert/ui/instant'
import { IconConfetti } from '@tabler/icons-react'
import { LinkButton } from '../../parts/links.tsx'
import type { CourseOpened } from './contents-list.tsx'

type Outcome = CourseOpened['outcomes'][number]

/** R4.3, R4.6: that the course is completed, and what it led to. */
export function CompletionMessage({ course: { completedAt, outcomes } }: { course: Pick<CourseOpened, 'completedAt' | 'outcomes'> }) {
  if (!completedAt) return null
  return (
    <Alert color="teal" variant="light" icon={<IconConfetti aria-hidden />} title={<Trans>You have completed this course</Trans>}>
      <Stack gap="xs">
        <Text size="sm" component="div"><Trans>On <Day value={completedAt} />.</Trans></Text>
        {outcomes.map((outcome) => <Text key={outcome.certificationId} size="sm" component="div"><OutcomeSentence outcome={outcome} /></Text>)}
        {outcomes.length > 0 && (
          <Group mt={4}><LinkButton to="/my-activities/certification" size="sm" variant="default"><Trans>To my certifications</Trans></LinkButton></Group>
        )}
      </Stack>
    </Alert>
  )
}

function OutcomeSentence({ outcome: { certificationName, outcome, message, expiresAt } }: { outcome: Outcome }) {
  const name = <strong>{certificationName}</strong>
  if (outcome === 'awarded') {
    return expiresAt ? <Trans>You have earned {name}, valid until <Day value={expiresAt} />.</Trans> : <Trans>You have earned {name}, which never expires.</Trans>
  }
  if (outcome === 'renewed') {
    return expiresAt ? <Trans>You have renewed {name}, valid until <Day value={expiresAt} />.</Trans> : <Trans>You have renewed {name}, which never expires.</Trans>
  }
  return <>{name}: {message}</>
}

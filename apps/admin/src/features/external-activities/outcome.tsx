import { Trans } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Activity } from './activity-values.ts'

/** What an approved activity led to, in words. */
export function OutcomeName({ activity: { state, certificationId, outcome } }: { activity: Pick<Activity, 'state' | 'certificationId' | 'outcome'> }): ReactNode {
  switch (outcome) {
    case 'awarded': return <Trans>Awarded</Trans>
    case 'renewed': return <Trans>Renewed</Trans>
    case 'kept': return <Trans>Current award kept</Trans>
    case 'refused': return <Trans>Nothing awarded</Trans>
    case null: return state === 'approved' && certificationId === null ? <Trans>Awards nothing</Trans> : null
  }
}

/** The same with the reason, where there is one. */
export function Outcome({ activity }: { activity: Activity }) {
  return (
    <>
      <OutcomeName activity={activity} />
      {activity.message && <Text size="sm" c="dimmed">{activity.message}</Text>}
    </>
  )
}

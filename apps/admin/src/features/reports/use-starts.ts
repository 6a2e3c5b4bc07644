import { useLingui } from '@lingui/react/macro'
import { DAY, dayInZone, midnightInZone } from '@recert/domain/dates'
import { emptyDefinition, LACKING, type ReportDefinition } from '@recert/domain/reports'
import { useViewer } from '@recert/ui/viewer'
import { useSession } from '../../shell/session.ts'
import { changesOf } from './definition.ts'

type Start = { name: string; description: string; definition: ReportDefinition }

/** Questions that are asked often, as reports to begin with: each a link to a new one. */
export function useStarts() {
  const { t } = useLingui()
  const { now } = useSession()
  const { timeZone } = useViewer()
  const [holds, lacks] = [emptyDefinition('users_certifications'), emptyDefinition('certifications_users')]
  const starts: Start[] = [
    { name: t`Expiring in the next 90 days`, description: t`What falls due, the next first; it moves with the day on which it is read.`, definition: { ...holds, expires: { nextDays: 90 }, sort: 'expires' } },
    { name: t`Who lacks it`, description: t`Who never held a certification, or no longer does. Choose which one and whose people.`, definition: { ...lacks, standings: [...LACKING] } },
    {
      name: t`As of a date (audit)`, description: t`Who held what at a past instant, as it was known then. Choose the day.`,
      definition: { ...holds, asOf: midnightInZone(dayInZone(new Date(Date.parse(now) - 365 * DAY), timeZone), timeZone).toISOString(), asKnown: 'then' },
    },
  ]
  return starts.map(({ name, description, definition }) => ({ name, description, search: { ...changesOf(emptyDefinition(definition.kind), definition), kind: definition.kind, name } }))
}

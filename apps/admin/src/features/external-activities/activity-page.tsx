import { useLingui } from '@lingui/react/macro'
import { externalAllows } from '@recert/domain/external-activities'
import { ExternalStateBadge } from '@recert/ui/external-state-badge'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { useMay } from '../../shell/session.ts'
import { ActivityFacts } from './activity-facts.tsx'
import { Review } from './review.tsx'

const route = getRouteApi('/shell/external-training/external-training/$activity')

/** One training activity: to be decided while that is possible, else as it was decided. */
export function ActivityPage() {
  const { t } = useLingui()
  const { activity: id } = route.useParams()
  const manages = useMay('external_training.manage')
  const { data: activity } = useSuspenseQuery(api.externalActivities.get.queryOptions({ activity: id }))
  const name = `${activity.firstName} ${activity.lastName}`.trim()
  return (
    <Page
      title={activity.title} badge={<ExternalStateBadge state={activity.state} />} description={name ? `${name} · ${activity.username}` : activity.username}
      crumbs={[{ title: t`External Training` }, { title: t`Manage`, to: '/external-training' }]}
    >
      {manages && externalAllows('approve', activity.state)
        // What somebody else saved meanwhile is what the next decision starts from.
        ? <Review key={`${activity.id} ${activity.version}`} activity={activity} />
        : <ActivityFacts key={`${activity.id} ${activity.version}`} activity={activity} />}
    </Page>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Group } from '@mantine/core'
import { IconHourglass, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { LinkButton } from '../../parts/links.tsx'
import { Page } from '../../parts/page.tsx'
import { useMay } from '../../shell/session.ts'
import { ActivityList } from './activity-list.tsx'
import { firstPending } from './pending.ts'

const route = getRouteApi('/shell/external-training/external-training')

/** R9.1: External Training → Manage. */
export function ExternalActivitiesPage() {
  const { t } = useLingui()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const manages = useMay('external_training.manage')
  const create = manages && <LinkButton to="/external-training/new" leftSection={<IconPlus size={18} aria-hidden />}><Trans>Report New Training Activity</Trans></LinkButton>
  return (
    <Page title={t`Training activities`} here={t`Manage`} crumbs={[{ title: t`External Training` }]} actions={create}>
      {manages && <Waiting />}
      <ActivityList name="external-activities" search={search} onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })} create={create} />
    </Page>
  )
}

/** Leads to the report that has waited longest. */
function Waiting() {
  const { data } = useQuery(firstPending())
  const [first] = data?.items ?? []
  if (!data?.total || !first) return null
  return (
    <Alert color="orange" variant="light" icon={<IconHourglass aria-hidden />} role="status">
      <Group justify="space-between" gap="sm">
        <Plural value={data.total} one="# report of a learner waits for your decision." other="# reports of learners wait for your decision." />
        <LinkButton to="/external-training/$activity" params={{ activity: first.id }} size="sm"><Trans>Review</Trans></LinkButton>
      </Group>
    </Alert>
  )
}

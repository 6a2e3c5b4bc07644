import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text } from '@mantine/core'
import { externalAllows } from '@recert/domain/external-activities'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconPlus, IconSchool } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, client, pagesOf } from '../../api.ts'
import { useSession } from '../../shell/session.ts'
import { ActivityCard } from './activity-card.tsx'
import { ReportForm } from './report-form.tsx'

const route = getRouteApi('/shell/my-activities/external-training')

/** R9.3: My Activities → External Training. */
export function MyExternalTrainingPage() {
  const { t } = useLingui()
  const { features } = useSession()
  return (
    <>
      <title>{`${t`External Training`} · Recert`}</title>
      {features.external_training ? <Activities /> : <Inactive />}
    </>
  )
}

function Activities() {
  const { t } = useLingui()
  const { report } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(
    pagesOf(api.externalActivities.mine, client.externalActivities.mine.query, {}),
  )
  const open = (next: string | undefined) => void navigate({ search: next === undefined ? {} : { report: next } })
  if (report === 'new') return <ReportForm activity={null} onClose={() => open(undefined)} />
  if (isPending) return <SkeletonRows rows={3} height={150} />
  if (error) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  const activities = data.pages.flatMap(({ items }) => items)
  const chosen = activities.find(({ id, state }) => id === report && (externalAllows('edit', state) || state === 'rejected'))
  if (chosen) return <ReportForm key={chosen.id} activity={chosen} onClose={() => open(undefined)} />

  const start = <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => open('new')}><Trans>Report a training</Trans></Button>
  if (activities.length === 0) {
    return (
      <EmptyState icon={IconSchool} title={<Trans>Did you learn something elsewhere?</Trans>} actions={start}>
        <Trans>Report seminars, conferences and courses that you took outside, with your certificate. Once approved, they can count for a certification.</Trans>
      </EmptyState>
    )
  }
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Text c="dimmed" size="sm"><Trans>Training that took place elsewhere.</Trans></Text>
        {start}
      </Group>
      <Stack component="ul" aria-label={t`My training activities`} gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
        {activities.map((activity) => <ActivityCard key={activity.id} activity={activity} onEdit={() => open(activity.id)} />)}
      </Stack>
      {hasNextPage && <Group justify="center"><Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}><Trans>Show more</Trans></Button></Group>}
    </Stack>
  )
}

function Inactive() {
  return (
    <EmptyState icon={IconSchool} title={<Trans>External Training is switched off</Trans>}>
      <Trans>Your organisation does not collect training from elsewhere at the moment. Ask your administrator if you expected it here.</Trans>
    </EmptyState>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { formatDuration } from '@recert/ui/format'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { Figure } from '../../parts/figure.tsx'

/** How it stands now, in four numbers; each leads to what it counts. */
export function Overview() {
  const { t, i18n } = useLingui()
  const { data } = useQuery({
    ...api.jobs.overview.queryOptions(),
    refetchInterval: (query) => (query.state.data && query.state.data.waiting + query.state.data.running > 0 ? 1_500 : 4_000),
  })
  if (!data) return <Skeleton height={92} />
  const oldest = data.oldestWaitingSeconds === null ? null : formatDuration(data.oldestWaitingSeconds, i18n.locale)
  return (
    <Stack gap="sm">
      {data.workers === 0 && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={<Trans>No worker is alive</Trans>}>
          <Trans>What waits is taken up as soon as a worker is there again; nothing is lost.</Trans>
        </Alert>
      )}
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        <Figure title={t`Waiting`} value={data.waiting} link={{ to: '/jobs', search: { state: ['queued'] } }}>{oldest && <Trans>the oldest for {oldest}</Trans>}</Figure>
        <Figure title={t`Running`} value={data.running} link={{ to: '/jobs', search: { state: ['running'] } }} />
        <Figure title={t`Failed`} value={data.failed} link={{ to: '/jobs', search: { state: ['failed'] } }} alarming={data.failed > 0}><Trans>in the last 24 hours</Trans></Figure>
        <Figure title={t`Workers`} value={data.workers} link={{ to: '/jobs', search: { tab: 'workers' } }} alarming={data.workers === 0}><Trans>alive</Trans></Figure>
      </SimpleGrid>
    </Stack>
  )
}

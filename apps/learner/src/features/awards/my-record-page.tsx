import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Stack, Title } from '@mantine/core'
import { dayInZone } from '@recert/domain/dates'
import { nameOf } from '@recert/domain/people'
import { CertificationRecord } from '@recert/ui/certification-record'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { RecordTools } from '@recert/ui/record-tools'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useViewer } from '@recert/ui/viewer'
import { IconArrowLeft } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import { useMe } from '../../shell/session.ts'

const route = getRouteApi('/shell/record')

/** R13.5: one's own certification record, to be read and to be printed. */
export function MyRecordPage() {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const name = nameOf(useMe())
  const { history = false } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery({ ...api.awards.myRecord.queryOptions({ history }), placeholderData: keepPreviousData })
  const problem = error && problemOf(error)
  const day = data && dayInZone(new Date(data.madeAt), timeZone)
  return (
    <Stack gap="md">
      <title>{day ? t`Record – ${name} – ${day}` : `${t`My certification record`} · Recert`}</title>
      <div data-screen-only>
        <LinkButton to="/my-activities/certification" variant="subtle" size="compact-md" leftSection={<IconArrowLeft size={18} aria-hidden />}><Trans>My certifications</Trans></LinkButton>
      </div>
      <Group justify="space-between" gap="sm">
        <Title order={1}><Trans>My certification record</Trans></Title>
        <RecordTools history={history} onHistory={(next) => void navigate({ search: next ? { history: true } : {}, replace: true, resetScroll: false })} ready={data !== undefined} />
      </Group>
      {problem ? <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={() => void refetch()} /> : data ? <CertificationRecord record={data} history={history} /> : <SkeletonRows rows={4} height={90} />}
    </Stack>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { nameOf } from '@recert/domain/people'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { StandingBadge } from '@recert/ui/standing-badge'
import { IconPencil } from '@tabler/icons-react'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useId, useState } from 'react'
import { api } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { useMay, useSession } from '../../shell/session.ts'
import { AuditLogLink } from '../audit/audit-log-link.tsx'
import { NotificationLog } from '../notifications/notification-log.tsx'
import { AwardChain } from './award-chain.tsx'
import { AwardFacts } from './award-facts.tsx'
import { AwardHistory } from './award-history.tsx'
import { AwardRenewals } from './award-renewals.tsx'
import type { Award } from './awards-list.tsx'
import { EditAwardDialog } from './edit-award-dialog.tsx'
import { UnassignDialog } from './unassign-dialog.tsx'

const route = getRouteApi('/shell/retraining/awarded-users/$award')

/** One cycle: what it says, why, what came before and after it, what was done to it, and what can be done. */
export function AwardPage() {
  const { t } = useLingui()
  const { award: id } = route.useParams()
  const navigate = route.useNavigate()
  const { features } = useSession()
  const { data: award } = useSuspenseQuery(api.awards.get.queryOptions({ award: id }))
  const toList = () => void navigate({ to: '/awarded-users' })
  return (
    <Page
      title={t`${award.certificationName} of ${nameOf(award)}`} here={t`Award`} badge={<StandingBadge standing={award.standing} />}
      crumbs={[{ title: t`Certifications & Retraining` }, { title: t`Awarded Users`, to: '/awarded-users' }]} actions={<><AuditLogLink of={{ award: award.id }} /><Actions award={award} onGone={toList} /></>}
    >
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Stack gap="md">
          <Section title={<Trans>The award</Trans>}><AwardFacts award={award} /></Section>
          <Section title={<Trans>Why</Trans>}><Why award={award.id} /></Section>
          <Section title={<Trans>Renewal</Trans>}><AwardRenewals award={award} /></Section>
        </Stack>
        <Stack gap="md">
          <Section title={<Trans>Cycles</Trans>}><AwardChain award={award} /></Section>
          <Section title={<Trans>History</Trans>}><AwardHistory award={award.id} onGone={toList} /></Section>
        </Stack>
      </SimpleGrid>
      {features.notifications && <Section title={<Trans>Notifications</Trans>}><NotificationLog name="award-notifications" of={{ award: award.id }} search={{}} onSearch={() => {}} /></Section>}
    </Page>
  )
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby={id}>
      <Title order={2} size="h3" mb="sm" id={id}>{title}</Title>
      {children}
    </Paper>
  )
}

function Actions({ award, onGone }: { award: Award; onGone: () => void }) {
  const manages = useMay('awards.manage')
  const [doing, setDoing] = useState<'edit' | 'unassign' | null>(null)
  const close = () => setDoing(null)
  if (!manages) return null
  return (
    <>
      <Group gap="sm">
        <Button variant="default" leftSection={<IconPencil size={18} aria-hidden />} onClick={() => setDoing('edit')}><Trans>Edit</Trans></Button>
        <Button color="red" variant="outline" onClick={() => setDoing('unassign')}><Trans>Unassign</Trans></Button>
      </Group>
      {doing === 'edit' && <EditAwardDialog award={award} onClose={close} />}
      {doing === 'unassign' && <UnassignDialog award={award} onClose={close} onDone={onGone} />}
    </>
  )
}

/** Why its dates are what they are, and what will happen next. */
function Why({ award }: { award: string }) {
  const { data, error, refetch } = useQuery(api.awards.why.queryOptions({ award }))
  if (error && !data) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonRows rows={3} height={20} />
  return <List size="sm" spacing={6} listStyleType="disc">{data.items.map((each) => <List.Item key={each}><Text size="sm">{each}</Text></List.Item>)}</List>
}

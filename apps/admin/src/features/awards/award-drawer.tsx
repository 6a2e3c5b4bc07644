import { Trans, useLingui } from '@lingui/react/macro'
import { Button, DataList, Drawer, Group, Stack, Text, Title } from '@mantine/core'
import { AssociationName } from '@recert/ui/association-name'
import { DaysToRenew } from '@recert/ui/days-to-renew'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { StandingBadge } from '@recert/ui/standing-badge'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { AwardHistory } from './award-history.tsx'
import type { Award } from './awards-list.tsx'
import { UnassignDialog } from './unassign-dialog.tsx'

/** One award with its history. `award` is its id, from the address; closed without one. */
export function AwardDrawer({ award, onClose }: { award: string | undefined; onClose: () => void }) {
  return (
    <Drawer opened={award !== undefined} onClose={onClose} position="right" size="lg" title={<Trans>Award</Trans>}>
      {award !== undefined && <Contents id={award} onClose={onClose} />}
    </Drawer>
  )
}

function Contents({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: award, error, refetch } = useQuery(api.awards.get.queryOptions({ award: id }))
  const [unassigning, setUnassigning] = useState(false)
  if (error && !award) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!award) return <SkeletonRows />
  const name = `${award.firstName} ${award.lastName}`.trim() || award.username
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>{award.certificationName}</Title>
        <Text c="dimmed">{name} · {award.username}</Text>
      </div>
      <Facts award={award} />
      <div>
        <Title order={3} mb="sm"><Trans>History</Trans></Title>
        <AwardHistory award={award.id} />
      </div>
      {award.standing !== 'removed' && <Group><Button color="red" variant="outline" onClick={() => setUnassigning(true)}><Trans>Unassign</Trans></Button></Group>}
      {unassigning && <UnassignDialog award={award} onClose={() => setUnassigning(false)} onDone={onClose} />}
    </Stack>
  )
}

function Facts({ award }: { award: Award }) {
  const { t } = useLingui()
  return (
    <DataList labelWidth="140px" withDivider gap={6}>
      <Fact name={t`Standing`}><StandingBadge standing={award.standing} /></Fact>
      <Fact name={t`Issued`}><Instant value={award.issuedAt} /></Fact>
      <Fact name={t`Expires`}>{award.expiresAt ? <Instant value={award.expiresAt} /> : <Trans>Never</Trans>}</Fact>
      {award.standing !== 'archived' && <Fact name={t`Days to renew`}><DaysToRenew days={award.daysToRenew} /></Fact>}
      <Fact name={t`Association`}><AssociationName association={award.association} /></Fact>
      {award.itemCode && <Fact name={t`Item`}>{award.itemName} ({award.itemCode})</Fact>}
      {award.archivedAt && <Fact name={t`Archived`}><Instant value={award.archivedAt} /> {award.archiveKind && <Text span c="dimmed">({award.archiveKind === 'early' ? <Trans>early: it was still valid</Trans> : <Trans>late: it had expired</Trans>})</Text>}</Fact>}
      <Fact name={t`Person`}><TextLink to="/people/$person" params={{ person: award.personId }} search={{ tab: 'certifications' }} size="sm">{award.username}</TextLink></Fact>
      <Fact name={t`Certification`}><TextLink to="/certifications/$certification" params={{ certification: award.certificationId }} size="sm">{award.certificationCode ?? award.certificationName}</TextLink></Fact>
    </DataList>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{name}</DataList.ItemLabel>
      <DataList.ItemValue>{children}</DataList.ItemValue>
    </DataList.Item>
  )
}

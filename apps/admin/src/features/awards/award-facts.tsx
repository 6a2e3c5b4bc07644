import { Trans, useLingui } from '@lingui/react/macro'
import { DataList, Text } from '@mantine/core'
import { nameOf } from '@recert/domain/people'
import { AssociationName } from '@recert/ui/association-name'
import { DaysToRenew } from '@recert/ui/days-to-renew'
import { Instant } from '@recert/ui/instant'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { Fact } from '../../parts/fact.tsx'
import { TextLink } from '../../parts/links.tsx'
import { useMay, useSession } from '../../shell/session.ts'
import { ItemLink } from '../items/item-link.tsx'
import type { Award } from './awards-list.tsx'

export function AwardFacts({ award }: { award: Award }) {
  const { t } = useLingui()
  return (
    <DataList labelWidth="140px" withDivider gap={6}>
      <Fact name={t`Holder`}>
        <TextLink to="/people/$person" params={{ person: award.personId }} search={{ tab: 'certifications' }} size="sm">{nameOf(award)}</TextLink> <Text span size="sm" c="dimmed">{award.username}</Text>
      </Fact>
      <Fact name={t`Certification`}>
        <TextLink to="/certifications/$certification" params={{ certification: award.certificationId }} size="sm">{award.certificationName}</TextLink> <Text span size="sm" c="dimmed">{award.certificationCode}</Text>
      </Fact>
      <Fact name={t`Issued`}><Instant value={award.issuedAt} /></Fact>
      <Fact name={t`Expires`}>{award.expiresAt ? <Instant value={award.expiresAt} /> : <Trans>Never</Trans>}</Fact>
      {award.standing !== 'archived' && <Fact name={t`Days to renew`}><DaysToRenew days={award.daysToRenew} /></Fact>}
      <Fact name={t`Association`}><AssociationName association={award.association} /></Fact>
      {award.itemKind && award.itemCode && <Fact name={t`Item`}><ItemLink kind={award.itemKind} code={award.itemCode}>{award.itemName}</ItemLink></Fact>}
      {award.externalActivityId && <Activity id={award.externalActivityId} />}
      {award.archivedAt && (
        <Fact name={t`Archived`}><Instant value={award.archivedAt} /> {award.archiveKind && <Text span size="sm" c="dimmed">({award.archiveKind === 'early' ? <Trans>early: it was still valid</Trans> : <Trans>late: it had expired</Trans>})</Text>}</Fact>
      )}
    </DataList>
  )
}

/** Its title, for whoever may see it; that there is one, for everybody else. */
function Activity({ id }: { id: string }) {
  const { t } = useLingui()
  const { features } = useSession()
  const visible = useMay('external_training.view') && features.external_training
  const { data } = useQuery({ ...api.externalActivities.get.queryOptions({ activity: id }), enabled: visible })
  return <Fact name={t`Training activity`}>{data ? <TextLink to="/external-training/$activity" params={{ activity: id }} size="sm">{data.title}</TextLink> : <Trans>recorded</Trans>}</Fact>
}

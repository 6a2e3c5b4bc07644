import { Trans, useLingui } from '@lingui/react/macro'
import { Button, DataList, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { externalAllows } from '@recert/domain/external-activities'
import { EvidenceView } from '@recert/ui/evidence-view'
import { Day, Instant } from '@recert/ui/instant'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { Fact } from '../../parts/fact.tsx'
import { TextLink } from '../../parts/links.tsx'
import { useMay } from '../../shell/session.ts'
import { ActivityDescription } from './activity-description.tsx'
import type { Activity } from './activity-values.ts'
import { Outcome } from './outcome.tsx'

/** An activity as it was decided. How it reads can still be corrected. */
export function ActivityFacts({ activity }: { activity: Activity }) {
  const manages = useMay('external_training.manage')
  const [editing, setEditing] = useState(false)
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Paper withBorder p="lg">
        {editing
          ? <ActivityDescription activity={activity} onClose={() => setEditing(false)} />
          : (
            <Stack gap="md">
              <Facts activity={activity} />
              {manages && externalAllows('describe', activity.state) && <Group><Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setEditing(true)}><Trans>Edit</Trans></Button></Group>}
            </Stack>
          )}
      </Paper>
      <Stack gap="sm" component="section" aria-labelledby="evidence">
        <Title order={2} id="evidence"><Trans>Evidence</Trans></Title>
        {activity.evidence ? <EvidenceView evidence={activity.evidence} /> : <Text c="dimmed"><Trans>There is none.</Trans></Text>}
      </Stack>
    </SimpleGrid>
  )
}

function Facts({ activity }: { activity: Activity }) {
  const { t } = useLingui()
  const { type, institute, startedAt, completedAt, score, credits, certificationId, certificationName, reportedBy, reportedAt, decidedBy, decidedAt, note, awardId } = activity
  return (
    <DataList labelWidth="140px" withDivider gap={6}>
      <Fact name={t`Person`}><TextLink to="/people/$person" params={{ person: activity.personId }} search={{ tab: 'external' }} size="sm">{activity.username}</TextLink></Fact>
      {type && <Fact name={t`Type`}>{type}</Fact>}
      {institute && <Fact name={t`Institute`}>{institute}</Fact>}
      {startedAt && <Fact name={t`From`}><Day value={startedAt} /></Fact>}
      <Fact name={t`Completed on`}><Day value={completedAt} /></Fact>
      {score !== null && <Fact name={t`Score`}>{score}</Fact>}
      {credits !== null && <Fact name={t`Credits`}>{credits}</Fact>}
      {certificationId && <Fact name={t`Certification`}><TextLink to="/certifications/$certification" params={{ certification: certificationId }} size="sm">{certificationName}</TextLink></Fact>}
      <Fact name={t`Led to`}>
        <Outcome activity={activity} />
        {awardId && <Text size="sm"><TextLink to="/awarded-users/$award" params={{ award: awardId }} size="sm"><Trans>To the award</Trans></TextLink></Text>}
      </Fact>
      <Fact name={t`Reported`}><Instant value={reportedAt} /> · {reportedBy}</Fact>
      {decidedAt && <Fact name={t`Decided`}><Instant value={decidedAt} /> · {decidedBy}</Fact>}
      {note && <Fact name={t`Note`}><Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>{note}</Text></Fact>}
    </DataList>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, List, Modal, Stack, Table, Text } from '@mantine/core'
import { nameOf } from '@recert/domain/people'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { ReasonButton } from '@recert/ui/reason-button'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { useTellJob } from '../jobs/use-tell-job.tsx'

type Item = { kind: 'course' | 'learning_plan'; code: string; name: string }
type Props = { certification: string; retired: boolean; item: Item; onClose: () => void; onStarted: () => void }
type Preview = Outputs['completions']['earlier']

/** R4.4: shows whom completions from before the assignment would award, then awards them in the background. */
export function AwardEarlierDialog({ certification, retired, item: { kind, code, name }, onClose, onStarted }: Props) {
  const { t } = useLingui()
  const tell = useTellJob()
  const { data, error } = useQuery({ ...api.completions.earlier.queryOptions({ certification, kind, code }), staleTime: 0 })
  const award = useMutation(api.completions.awardEarlier.mutationOptions({
    meta: { told: true },
    onSuccess: () => {
      tell(t`Earlier completions of ${name} are being awarded.`)
      onStarted()
      onClose()
      void refreshAll()
    },
  }))
  const failed = error ?? award.error
  const problem = failed && problemOf(failed)
  const reason = retired ? t`The certification is retired and awards nothing new.`
    : data?.counts.award === 0 ? t`Nobody would be awarded: nobody active who does not hold the certification yet completed it before.` : null
  return (
    <Modal opened onClose={onClose} title={t`Award earlier completions of ${name}`} size="xl">
      <Stack gap="md">
        <Text size="sm"><Trans>Whoever completed it before it was assigned is awarded as if it had been assigned then: issued on the day of the completion. Of several completions, the latest counts. Who holds the certification keeps it as it is.</Trans></Text>
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        {!data && !problem && <SkeletonRows rows={4} />}
        {data && <Counts counts={data.counts} />}
        {data && data.people.length > 0 && <People data={data} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" data-autofocus onClick={onClose}><Trans>Cancel</Trans></Button>
          {reason
            ? <ReasonButton reason={reason}><Trans>Award</Trans></ReasonButton>
            : <Button loading={award.isPending} disabled={!data} onClick={() => award.mutate({ certification, kind, code })}><Plural value={data?.counts.award ?? 0} _0="Award" one="Award # person" other="Award # people" /></Button>}
        </Group>
      </Stack>
    </Modal>
  )
}

function Counts({ counts: { award, alreadyExpired, held, deactivated } }: Pick<Preview, 'counts'>) {
  return (
    <List size="sm" spacing={2}>
      <List.Item><strong><Plural value={award} _0="Nobody would be awarded" one="# person would be awarded" other="# people would be awarded" /></strong></List.Item>
      {alreadyExpired > 0 && <List.Item><Plural value={alreadyExpired} one="of those awards, # is expired from the start" other="of those awards, # are expired from the start" /></List.Item>}
      {held > 0 && <List.Item><Plural value={held} one="# person holds it already and keeps the current award" other="# people hold it already and keep their current awards" /></List.Item>}
      {deactivated > 0 && <List.Item><Plural value={deactivated} one="# person is deactivated and is awarded nothing" other="# people are deactivated and are awarded nothing" /></List.Item>}
    </List>
  )
}

function People({ data: { counts, people } }: { data: Preview }) {
  const { t } = useLingui()
  const all = counts.award + counts.held + counts.deactivated
  return (
    <div>
      <Table.ScrollContainer minWidth={520} maxHeight="40dvh" type="native" tabIndex={0} role="region" aria-label={t`People who completed it before`}>
        <Table stickyHeader verticalSpacing={6} aria-label={t`People who completed it before`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col"><Trans>Person</Trans></Table.Th>
              <Table.Th scope="col"><Trans>Completed on</Trans></Table.Th>
              <Table.Th scope="col"><Trans>Would expire</Trans></Table.Th>
              <Table.Th scope="col"><Trans>Result</Trans></Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.map((person) => (
              <Table.Tr key={person.personId}>
                <Table.Th scope="row" fw={400}><TextLink to="/people/$person" params={{ person: person.personId }} size="sm" title={person.username}>{nameOf(person)}</TextLink></Table.Th>
                <Table.Td><Day value={person.completedAt} /></Table.Td>
                <Table.Td>{person.standsAgainst === null && (person.expiresAt ? <Day value={person.expiresAt} /> : <Trans>Never</Trans>)}</Table.Td>
                <Table.Td><Verdict person={person} /></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {all > people.length && <Text size="sm" c="dimmed" mt="xs"><Plural value={people.length} one="Only the first one is shown." other="The first # are shown." /></Text>}
    </div>
  )
}

function Verdict({ person: { standsAgainst, expired } }: { person: Preview['people'][number] }) {
  if (standsAgainst === 'held') return <Badge color="gray" variant="light" tt="none"><Trans>Holds it already</Trans></Badge>
  if (standsAgainst === 'deactivated') return <Badge color="gray" variant="light" tt="none"><Trans>Deactivated</Trans></Badge>
  return expired ? <Badge color="orange" variant="light" tt="none"><Trans>Awarded, expired</Trans></Badge> : <Badge color="teal" variant="light" tt="none"><Trans>Awarded</Trans></Badge>
}

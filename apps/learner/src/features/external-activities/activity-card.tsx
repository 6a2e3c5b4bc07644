import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Card, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { externalAllows } from '@recert/domain/external-activities'
import { ErrorPanel } from '@recert/ui/error-panel'
import { EvidenceLink } from '@recert/ui/evidence-view'
import { ExternalStateBadge } from '@recert/ui/external-state-badge'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, type Outputs } from '../../api.ts'

export type MyActivity = Outputs['externalActivities']['mine']['items'][number]

/** One training activity: what it was, where it stands, what it led to, what can be done. */
export function ActivityCard({ activity, onEdit }: { activity: MyActivity; onEdit: () => void }) {
  const { t } = useLingui()
  const { title, state, type, institute, startedAt, completedAt, score, credits, certificationName, evidence, note } = activity
  const [withdrawing, setWithdrawing] = useState(false)
  return (
    <Card component="li" withBorder radius="lg" padding="md">
      <Group justify="space-between" align="flex-start" gap="xs">
        <div>
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>{title}</Title>
          {(type || institute) && <Text size="sm" c="dimmed">{[type, institute].filter(Boolean).join(' · ')}</Text>}
        </div>
        <ExternalStateBadge state={state} />
      </Group>
      <Group gap="xl" mt="sm">
        {startedAt && <Fact name={t`From`}><Day value={startedAt} /></Fact>}
        <Fact name={t`Completed on`}><Day value={completedAt} /></Fact>
        {score !== null && <Fact name={t`Score`}>{score}</Fact>}
        {credits !== null && <Fact name={t`Credits`}>{credits}</Fact>}
        {certificationName && <Fact name={t`For the certification`}>{certificationName}</Fact>}
      </Group>
      <Stack gap={6} mt="sm">
        <Progressed activity={activity} />
        {note && <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}><Trans>They wrote: “{note}”</Trans></Text>}
        {evidence && <EvidenceLink evidence={evidence} />}
      </Stack>
      {externalAllows('withdraw', state) && (
        <Group gap="sm" mt="md">
          <Button variant="default" onClick={onEdit}>{state === 'rejected' ? <Trans>Report again</Trans> : <Trans>Change</Trans>}</Button>
          <Button variant="subtle" color="red" onClick={() => setWithdrawing(true)}><Trans>Withdraw</Trans></Button>
        </Group>
      )}
      {withdrawing && <WithdrawDialog activity={activity} onClose={() => setWithdrawing(false)} />}
    </Card>
  )
}

/** Where it stands and what it led to, in a sentence. */
function Progressed({ activity: { state, outcome, reason, message, certificationName } }: { activity: MyActivity }) {
  const sentence = (): ReactNode => {
    if (state === 'pending') return <Trans>Somebody will look at it. Until then it counts for nothing.</Trans>
    if (state === 'rejected') return <Trans>It was not accepted. You can report it again.</Trans>
    if (state === 'withdrawn') return <Trans>You took it back.</Trans>
    if (outcome === 'awarded') return <Trans>You were awarded {certificationName}.</Trans>
    if (outcome === 'renewed') return <Trans>Your certification {certificationName} was renewed.</Trans>
    if (reason === 'HELD_AND_NOT_REPLACED') return <Trans>You already hold {certificationName}, which stays as it is.</Trans>
    return message ?? <Trans>It is on your record.</Trans>
  }
  return <Text size="sm" fw={550}>{sentence()}</Text>
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">{name}</Text>
      <Text size="sm" component="div">{children}</Text>
    </div>
  )
}

function WithdrawDialog({ activity: { id, title }, onClose }: { activity: MyActivity; onClose: () => void }) {
  const queryClient = useQueryClient()
  const withdraw = useMutation(api.externalActivities.withdraw.mutationOptions({
    onSuccess: async () => {
      await queryClient.invalidateQueries()
      onClose()
    },
  }))
  const problem = withdraw.error && problemOf(withdraw.error)
  return (
    <Modal opened onClose={onClose} title={<Trans>Withdraw “{title}”?</Trans>} centered>
      <Stack gap="md">
        <Text size="sm"><Trans>Nobody will look at it any more, and it awards nothing. It stays in your list.</Trans></Text>
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" data-autofocus onClick={onClose}><Trans>Keep it</Trans></Button>
          <Button color="red" loading={withdraw.isPending} onClick={() => withdraw.mutate({ activity: id })}><Trans>Withdraw</Trans></Button>
        </Group>
      </Stack>
    </Modal>
  )
}

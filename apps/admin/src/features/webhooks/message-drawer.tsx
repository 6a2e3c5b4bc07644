import { Trans, useLingui } from '@lingui/react/macro'
import { Code, DataList, Drawer, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../api.ts'
import { Fact } from '../../parts/fact.tsx'
import { Answer } from './answer.tsx'
import { Replay } from './replay.tsx'
import { MessageStateBadge } from './webhook-state.tsx'
import classes from './webhooks.module.css'

/** One message: what is sent, and what each try came to. */
export function MessageDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  return (
    <Drawer opened={id !== undefined} onClose={onClose} position="right" size="xl" title={<Trans>Message</Trans>}>
      {id !== undefined && <Contents id={id} />}
    </Drawer>
  )
}

function Contents({ id }: { id: string }) {
  const { t, i18n } = useLingui()
  const { data: message, error, refetch } = useQuery({ ...api.webhooks.message.queryOptions({ message: id }), refetchInterval: (query) => (query.state.data?.state === 'queued' ? 2_000 : false) })
  if (error && !message) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!message) return <SkeletonRows />
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Title order={2} style={{ overflowWrap: 'anywhere' }}>{message.event}</Title>
        <MessageStateBadge state={message.state} />
        <Replay message={message} />
      </Group>
      <DataList labelWidth="140px" withDivider gap={6}>
        <Fact name={t`Happened`}><Instant value={message.happenedAt} /></Fact>
        <Fact name={t`Made`}><Instant value={message.createdAt} /></Fact>
        <Fact name={t`Tries`}>{formatCount(message.attempts, i18n.locale)}</Fact>
        {message.nextTryAt && <Fact name={t`Next try`}><Instant value={message.nextTryAt} /></Fact>}
      </DataList>
      <Section title={<Trans>What is sent</Trans>}>
        <Code block className={classes.text}>{`POST ${message.url}\ncontent-type: application/json\nwebhook-id: ${message.id}\nwebhook-timestamp: …\nwebhook-signature: v1,…`}</Code>
        <Code block className={classes.text}>{JSON.stringify(JSON.parse(message.body), null, 2)}</Code>
      </Section>
      <Section title={<Trans>Tries</Trans>}>
        {message.tries.length === 0 && <Text size="sm" c="dimmed"><Trans>None yet.</Trans></Text>}
        {message.tries.toReversed().map((each) => <Paper key={each.at} withBorder p="sm"><Answer tried={each} /></Paper>)}
      </Section>
    </Stack>
  )
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">{title}</Title>
      {children}
    </Stack>
  )
}

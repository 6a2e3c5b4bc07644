import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Center, Group, Image, Paper, Stack, Text, Title } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconLinkOff } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, type Outputs } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'

type Mails = NonNullable<Outputs['mailOptOuts']['openLink']['mails']>

const route = getRouteApi('/unsubscribe/$token')

/** R10.5: what the link of a mail opens for whoever has the mail, without a sign-in. Nothing stops before the button is pressed. */
export function UnsubscribePage() {
  const { t } = useLingui()
  const { token } = route.useParams()
  const { data, error, refetch } = useQuery(api.mailOptOuts.openLink.queryOptions({ token }))
  const problem = error && problemOf(error)
  const opened = () => {
    if (problem?.code === 'VALIDATION' || data?.mails === null) return <Altered />
    if (problem) return <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={() => void refetch()} />
    return data?.mails ? <StopMails token={token} mails={data.mails} /> : <SkeletonRows rows={3} height={40} />
  }
  return (
    <Center component="main" mih="100dvh" p="md">
      <title>{`${t`Stop mails`} · Recert`}</title>
      <Stack w="100%" maw={520} gap="lg">
        <Group justify="center"><Image src="/favicon.svg" alt="" w={48} h={48} /></Group>
        <Paper withBorder p="lg" radius="lg" shadow="sm">{opened()}</Paper>
      </Stack>
    </Center>
  )
}

function StopMails({ token, mails: { firstName, ruleName, optedOut } }: { token: string; mails: Mails }) {
  const queryClient = useQueryClient()
  const save = useMutation(api.mailOptOuts.saveByLink.mutationOptions({ onSuccess: () => queryClient.invalidateQueries(api.mailOptOuts.pathFilter()) }))
  const problem = save.error && problemOf(save.error)
  return (
    <Stack gap="md" style={{ overflowWrap: 'anywhere' }}>
      {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
      <Title order={1} size="h2">{optedOut ? <Trans>These mails are stopped</Trans> : <Trans>Stop these mails?</Trans>}</Title>
      <Text role="status"><WhatHappens firstName={firstName} ruleName={ruleName} optedOut={optedOut} /></Text>
      <Text size="sm" c="dimmed"><Trans>Only mails are meant: messages in the inbox of Recert, and mails about other things, go on.</Trans></Text>
      <Group>
        <Button variant={optedOut ? 'default' : 'filled'} loading={save.isPending} onClick={() => save.mutate({ token, optedOut: !optedOut })}>
          {optedOut ? <Trans>Take it back</Trans> : <Trans>Stop these mails</Trans>}
        </Button>
        {optedOut && <LinkButton to="/profile" variant="subtle"><Trans>To my profile</Trans></LinkButton>}
      </Group>
    </Stack>
  )
}

/** First names may be empty. */
function WhatHappens({ firstName, ruleName, optedOut }: Mails) {
  if (optedOut) return firstName ? <Trans>{firstName} no longer gets the mails “{ruleName}”.</Trans> : <Trans>The mails “{ruleName}” are no longer sent to you.</Trans>
  return firstName ? <Trans>Recert sends {firstName} the mails “{ruleName}”.</Trans> : <Trans>Recert sends you the mails “{ruleName}”.</Trans>
}

function Altered() {
  return (
    <EmptyState icon={IconLinkOff} title={<Title order={1} size="h3"><Trans>This link is not whole</Trans></Title>} actions={<LinkButton to="/profile"><Trans>To my profile</Trans></LinkButton>}>
      <Trans>It was changed or cut off on its way, so it cannot be told which mails it would stop. Open it from the mail once more. Nothing has been stopped.</Trans>
    </EmptyState>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs } from '../../api.ts'

type OptOut = Outputs['mailOptOuts']['mine']['items'][number]

/** R10.5: the mails that one has stopped, in one's profile. */
export function MailsSection() {
  const { t } = useLingui()
  const queryClient = useQueryClient()
  const [again, setAgain] = useState<OptOut | null>(null)
  const { data, error, refetch } = useQuery(api.mailOptOuts.mine.queryOptions())
  const save = useMutation(api.mailOptOuts.saveMine.mutationOptions({ onSuccess: () => queryClient.invalidateQueries(api.mailOptOuts.pathFilter()) }))
  const receive = (each: OptOut) => save.mutate({ rule: each.ruleId, optedOut: false }, { onSuccess: () => setAgain(each) })
  const stop = (each: OptOut) => save.mutate({ rule: each.ruleId, optedOut: true }, { onSuccess: () => setAgain(null) })
  const failed = save.error ?? (data ? null : error)
  const problem = failed && problemOf(failed)
  return (
    <Paper component="section" withBorder radius="lg" p="lg" maw={560} mt="lg" aria-labelledby="mails">
      <Stack gap="sm">
        <Title order={2} size="h4" id="mails"><Trans>Mails</Trans></Title>
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={save.error ? undefined : () => void refetch()} />}
        {!data && !problem && <SkeletonRows rows={1} />}
        {data?.items.length === 0 && <Text size="sm"><Trans>You get all mails about your certifications. Each of them has a link with which to stop mails of its kind.</Trans></Text>}
        {data && data.items.length > 0 && (
          <>
            <Text size="sm"><Trans>You have stopped these mails. What you are told in the inbox goes on.</Trans></Text>
            <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t`Stopped mails`}>
              {data.items.map((each) => (
                <Group component="li" key={each.ruleId} justify="space-between" gap="sm" wrap="nowrap">
                  <div style={{ overflowWrap: 'anywhere' }}>
                    <Text fw={550}>{each.ruleName}</Text>
                    <Text size="sm" c="dimmed" component="div"><Trans>Stopped on <Day value={each.at} /></Trans></Text>
                  </div>
                  <Button size="xs" variant="default" miw="max-content" loading={save.isPending && save.variables.rule === each.ruleId} aria-label={t`Receive again: ${each.ruleName}`} onClick={() => receive(each)}><Trans>Receive again</Trans></Button>
                </Group>
              ))}
            </Stack>
          </>
        )}
        <div role="status">
          {again && (
            <Group gap="sm" justify="space-between">
              <Text size="sm" c="teal"><Trans>You get the mails “{again.ruleName}” again.</Trans></Text>
              <Button autoFocus size="compact-sm" variant="subtle" onClick={() => stop(again)}><Trans>Undo</Trans></Button>
            </Group>
          )}
        </div>
      </Stack>
    </Paper>
  )
}

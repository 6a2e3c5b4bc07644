import { plural } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Progress, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { midnightInZone } from '@recert/domain/dates'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { formatCount } from '@recert/ui/format'
import { problemOf } from '@recert/ui/problem'
import { useViewer } from '@recert/ui/viewer'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, client, refreshAll } from '../../api.ts'
import { DayField } from '../../parts/day-field.tsx'
import type { Webhook } from './webhook-state.tsx'

/** Asks since when, says how many have failed since, and delivers them once more. Many are replayed some at a time, until none is left or somebody stops it. */
export function ReplayDialog({ webhook: { id }, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t, i18n } = useLingui()
  const { timeZone } = useViewer()
  const [day, setDay] = useState<string | undefined>()
  const [done, setDone] = useState(0)
  const stopped = useRef(false)
  const stop = () => { stopped.current = true }
  useEffect(() => stop, [])
  const since = (day === undefined ? new Date(0) : midnightInZone(day, timeZone)).toISOString()
  const { data, error, refetch } = useQuery(api.webhooks.failed.queryOptions({ webhook: id, since }))
  const replay = useMutation({
    meta: { told: true },
    mutationFn: async () => {
      stopped.current = false
      let [count, failedBefore]: [number, string | undefined] = [0, undefined]
      for (let left = true; left && !stopped.current;) {
        const answer = await client.webhooks.replayFailed.mutate({ webhook: id, since, failedBefore })
        left = answer.left
        failedBefore = answer.failedBefore
        setDone(count += answer.count)
      }
      return count
    },
    onMutate: () => setDone(0),
    onSuccess: (count) => {
      onClose()
      notifications.show({ color: 'teal', message: plural(count, { one: '# message waits to be delivered once more.', other: '# messages wait to be delivered once more.' }) })
    },
    // What was replayed before one call failed is replayed, too.
    onSettled: () => refreshAll(),
  })
  const failed = replay.error ?? error
  const problem = failed && problemOf(failed)
  const most = formatCount(data?.count ?? 0, i18n.locale)
  return (
    <DangerDialog
      opened onClose={replay.isPending ? stop : onClose} keep={replay.isPending ? <Trans>Stop</Trans> : undefined} title={<Trans>Replay what failed</Trans>} pending={replay.isPending} disabled={!data?.count} onConfirm={() => replay.mutate()}
      verb={!data ? <Trans>Replay</Trans> : data.capped ? <Trans>Replay all</Trans> : <Plural value={data.count} one="Replay # message" other="Replay # messages" />}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} onRetry={replay.error ? undefined : () => void refetch()} />}
    >
      <DayField label={t`Failed messages made since`} description={t`Without a day: all that are kept.`} value={day} onChange={setDay} disabled={replay.isPending} />
      {/* How many there are in all is not counted: the bar only moves, and the number beside it says how far it is. */}
      {replay.isPending && <Progress.Root><Progress.Section value={100} animated withAria={false} /></Progress.Root>}
      <Text size="sm" role="status">
        {replay.isPending ? <Plural value={done} _0="Replaying …" one="# message replayed so far …" other="# messages replayed so far …" />
          : data?.capped ? <Trans>More than {most} messages have failed since. They are delivered once more, with the same webhook-ids.</Trans>
            : data && <Plural value={data.count} _0="Nothing has failed that could be replayed." one="# message has failed since. It is delivered once more, with the same webhook-id." other="# messages have failed since. They are delivered once more, with the same webhook-ids." />}
      </Text>
    </DangerDialog>
  )
}

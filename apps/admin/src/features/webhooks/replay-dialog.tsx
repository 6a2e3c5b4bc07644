import { plural } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { midnightInZone } from '@recert/domain/dates'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useViewer } from '@recert/ui/viewer'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { DayField } from '../../parts/day-field.tsx'
import type { Webhook } from './webhook-state.tsx'

/** Asks since when, says how many have failed since, and delivers them once more. */
export function ReplayDialog({ webhook: { id }, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const [day, setDay] = useState<string | undefined>()
  const since = (day === undefined ? new Date(0) : midnightInZone(day, timeZone)).toISOString()
  const { data } = useQuery(api.webhooks.failed.queryOptions({ webhook: id, since }))
  const replay = useMutation(api.webhooks.replayFailed.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ count }) => {
      onClose()
      notifications.show({ color: 'teal', message: plural(count, { one: '# message waits to be delivered once more.', other: '# messages wait to be delivered once more.' }) })
      await refreshAll()
    },
  }))
  const problem = replay.error && problemOf(replay.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={<Trans>Replay what failed</Trans>} pending={replay.isPending} disabled={!data?.count} onConfirm={() => replay.mutate({ webhook: id, since })}
      verb={data ? <Plural value={data.count} one="Replay # message" other="Replay # messages" /> : <Trans>Replay</Trans>}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
    >
      <DayField label={t`Failed messages made since`} description={t`Without a day: all that are kept.`} value={day} onChange={setDay} />
      <Text size="sm" role="status">{data && <Plural value={data.count} _0="Nothing has failed that could be replayed." one="# message has failed since. It is delivered once more, with the same webhook-id." other="# messages have failed since. They are delivered once more, with the same webhook-ids." />}</Text>
    </DangerDialog>
  )
}

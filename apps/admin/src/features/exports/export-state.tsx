import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Progress, Text } from '@mantine/core'
import { formatCount } from '@recert/ui/format'
import type { Outputs } from '../../api.ts'
import { TimeLeft } from '../imports/import-progress.tsx'
import { useJobStates } from '../jobs/job-state.tsx'

export type Export = Outputs['exports']['get']

/** Whether looking again shows something new. */
export const isOpen = ({ state }: Pick<Export, 'state'>): boolean => state === 'queued' || state === 'running'

/** What has become of an export: how far it is, why it failed, that its file is not kept any more. */
export function ExportState({ shown }: { shown: Export }) {
  const { t } = useLingui()
  const { title, color } = useJobStates()[shown.state]
  return (
    <>
      <Badge color={shown.fileGone ? 'gray' : color} variant="light" tt="none" miw="max-content">{shown.fileGone ? t`File not kept` : title}</Badge>
      {shown.state === 'running' && <Running shown={shown} />}
      {shown.fileGone && <Text size="xs" c="dimmed" mt={4}><Trans>Files are deleted after the time set under Jobs.</Trans></Text>}
      {shown.error && <Text size="xs" c="var(--mantine-color-red-text)" mt={4}>{shown.error.message}</Text>}
    </>
  )
}

function Running({ shown: { progress: { done, total, rowsPerSecond, secondsLeft } } }: { shown: Export }) {
  const { t, i18n } = useLingui()
  const [rows, all] = [formatCount(done, i18n.locale), formatCount(total, i18n.locale)]
  const rate = rowsPerSecond === null ? null : formatCount(rowsPerSecond, i18n.locale)
  return (
    <>
      <Progress value={total > 0 ? (done / total) * 100 : 0} animated miw={140} mt={6} aria-label={t`Progress`} />
      <Text size="xs" c="dimmed" mt={4}>
        {total > 0 ? <Trans>{rows} of {all} rows</Trans> : <Trans>Looking for the rows …</Trans>}
        {rate !== null && <> · <Trans>{rate} rows/s</Trans></>}
        {secondsLeft !== null && total > 0 && <> · <TimeLeft seconds={secondsLeft} /></>}
      </Text>
    </>
  )
}

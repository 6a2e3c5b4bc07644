import { Trans, useLingui } from '@lingui/react/macro'
import { Progress, Text } from '@mantine/core'
import { formatCount } from '@recert/ui/format'
import { TimeLeft } from '../imports/import-progress.tsx'
import type { Job } from './job-state.tsx'

/** How far a run is; while it runs, with a bar, its speed and the time left. */
export function JobProgress({ job: { state, done, total, rowsPerSecond, secondsLeft } }: { job: Job }) {
  const { t, i18n } = useLingui()
  const running = state === 'running'
  if (total === 0 || (done === 0 && !running)) return null
  const rate = rowsPerSecond === null ? null : formatCount(rowsPerSecond, i18n.locale)
  return (
    <>
      {running && <Progress value={(done / total) * 100} miw={120} mb={4} aria-label={t`Progress`} />}
      <Text size="sm">{formatCount(done, i18n.locale)} / {formatCount(total, i18n.locale)}</Text>
      {rate !== null && <Text size="xs" c="dimmed"><Trans>{rate} rows/s</Trans>{secondsLeft !== null && <> · <TimeLeft seconds={secondsLeft} /></>}</Text>}
    </>
  )
}

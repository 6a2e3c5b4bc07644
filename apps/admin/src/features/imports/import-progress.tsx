import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { formatCount } from '@recert/ui/format'
import { useMutation } from '@tanstack/react-query'
import { api, queryClient } from '../../api.ts'
import type { Import } from './imports-page.tsx'

/** R8.9: how far it is, how fast, how much longer; the same of its undo. */
export function ImportProgress({ shown: { id, state, progress, undo } }: { shown: Import }) {
  const { t, i18n } = useLingui()
  const cancel = useMutation(api.imports.cancel.mutationOptions({
    onSuccess: (answer) => queryClient.setQueryData(api.imports.get.queryKey({ import: id }), answer),
  }))
  const running = state === 'running'
  const undoing = running && undo !== null
  const share = running ? shareOf(progress.done, progress.total) : (progress.read + shareOf(progress.done, progress.total)) / 2
  const rate = progress.rowsPerSecond === null ? null : formatCount(progress.rowsPerSecond, i18n.locale)
  return (
    <Paper withBorder p="lg" maw={820}>
      <Stack gap="md">
        <Title order={2}>{undoing ? <Trans>Undoing the import</Trans> : running ? <Trans>Importing</Trans> : <Trans>Checking the file</Trans>}</Title>
        <Progress.Root size="lg">
          <Progress.Section value={share * 100} animated aria-label={t`Progress`} />
        </Progress.Root>
        <Group justify="space-between" role="status">
          <Text size="sm">
            {progress.total > 0 ? <Trans>{formatCount(progress.done, i18n.locale)} of {formatCount(progress.total, i18n.locale)} rows</Trans> : <Trans>Reading …</Trans>}
            {rate !== null && <> · <Trans>{rate} rows/s</Trans></>}
          </Text>
          <Text size="sm">{progress.secondsLeft !== null && <TimeLeft seconds={progress.secondsLeft} />}</Text>
        </Group>
        {undoing
          ? <Text size="sm" c="dimmed"><Trans>You can leave this page; it goes on to its end. Awards that were changed since the import stay as they are and are listed here then.</Trans></Text>
          : (
              <Group justify="space-between">
                <Text size="sm" c="dimmed">{running ? <Trans>You can leave this page; the import goes on, and a mail tells you when it has ended.</Trans> : <Trans>Nothing has been written yet. You can leave this page and come back.</Trans>}</Text>
                <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ import: id })}><Trans>Cancel the import</Trans></Button>
              </Group>
            )}
        {running && !undoing && <Text size="sm" c="dimmed"><Trans>Cancelling stops it at the next batch; rows that are imported by then stay.</Trans></Text>}
      </Stack>
    </Paper>
  )
}

const shareOf = (done: number, total: number): number => (total > 0 ? Math.min(1, done / total) : 0)

export function TimeLeft({ seconds }: { seconds: number }) {
  const minutes = Math.ceil(seconds / 60)
  if (seconds < 60) return <Plural value={seconds} one="# second left" other="# seconds left" />
  return <Plural value={minutes} one="# minute left" other="# minutes left" />
}

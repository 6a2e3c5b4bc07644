import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { ReasonButton } from '@recert/ui/reason-button'
import { problemOf } from '@recert/ui/problem'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { Counts } from './counts.tsx'
import type { Import } from './imports-page.tsx'
import { RowsTable } from './rows-table.tsx'

/** R8.1: what would happen, before anything is written. */
export function PreviewStep({ shown: { id, counts, error } }: { shown: Import }) {
  const { t } = useLingui()
  const start = useMutation(api.imports.start.mutationOptions({ meta: { told: true }, onSuccess: () => refreshAll() }))
  const cancel = useMutation(api.imports.cancel.mutationOptions({ onSuccess: () => refreshAll() }))
  const problem = start.error && problemOf(start.error)
  const writes = counts.new + counts.replaced
  return (
    <Stack gap="lg">
      {error && <ErrorPanel sentence={error.message} />}
      {problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
      <Text><Trans>Nothing has been written yet. This is what the import would do:</Trans></Text>
      <Counts counts={counts} />
      {counts.rejected > 0 && (
        <div>
          <Group justify="space-between" mb="xs">
            <Title order={2}><Trans>Rejected rows</Trans></Title>
            <Button component="a" href={`/api/v1/imports/${id}/rejected.csv`} download variant="default" size="sm" leftSection={<IconDownload size={16} aria-hidden />}><Trans>Download rejected rows</Trans></Button>
          </Group>
          <Text size="sm" c="dimmed" mb="xs"><Trans>They do not stop the others. Correct them in the download and upload just those again, or mend the file first.</Trans></Text>
          <RowsTable importId={id} outcome="rejected" limit={20} label={t`Rejected rows`} />
        </div>
      )}
      <Group justify="space-between">
        <Group gap="sm">
          <TextLink to="/imports/$import" params={{ import: id }} search={{ step: 'mapping' }} size="sm"><Trans>Back to the columns</Trans></TextLink>
        </Group>
        <Group gap="sm">
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ import: id })}><Trans>Cancel the import</Trans></Button>
          {writes > 0
            ? <Button loading={start.isPending} disabled={error !== null} onClick={() => start.mutate({ import: id })}><Plural value={writes} one="Import # row" other="Import # rows" /></Button>
            : <ReasonButton reason={t`No row would change anything.`}><Trans>Import</Trans></ReasonButton>}
        </Group>
      </Group>
    </Stack>
  )
}

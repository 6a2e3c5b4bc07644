import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Tabs, Text } from '@mantine/core'
import { importAllows, ROW_OUTCOMES, type RowOutcome } from '@recert/domain/imports'
import { ErrorPanel } from '@recert/ui/error-panel'
import { formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { IconDownload } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { LinkButton } from '../../parts/links.tsx'
import { useMayEnter } from '../../shell/session.ts'
import { Counts, useOutcomeNames } from './counts.tsx'
import type { Import } from './imports-page.tsx'
import { NotUndone, UndoNote } from './not-undone.tsx'
import { RowsCleared, RowsTable } from './rows-table.tsx'
import { UndoImport } from './undo-import.tsx'

const route = getRouteApi('/shell/imports/$import')

/** What became of a file, row by row. */
export function ImportResult({ shown }: { shown: Import }) {
  const { i18n } = useLingui()
  const { outcome } = route.useSearch()
  const navigate = route.useNavigate()
  const names = useOutcomeNames()
  const mayEnter = useMayEnter()
  const { id, kind, counts, error, state, createdBy, createdAt, finishedAt, progress, rowsKept, undo } = shown
  const label = outcome ? names[outcome] : undefined
  return (
    <Stack gap="lg">
      {error && <ErrorPanel sentence={error.message} />}
      {state === 'cancelled' && <Text><Trans>The import was cancelled. What had been imported by then stays.</Trans></Text>}
      <UndoNote shown={shown} />
      <Text size="sm" c="dimmed" component="div">
        <Trans>Uploaded by {createdBy}, <Instant value={createdAt} />.</Trans> {finishedAt && <Trans>Ended <Instant value={finishedAt} />.</Trans>}
      </Text>
      <Counts counts={counts} />
      <Group gap="sm">
        {rowsKept && counts.rejected > 0 && <Button component="a" href={`/api/v1/imports/${id}/rejected.csv`} download variant="default" leftSection={<IconDownload size={16} aria-hidden />}><Trans>Download rejected rows</Trans></Button>}
        {importAllows('setMapping', state) && progress.done === 0 && rowsKept && <LinkButton to="/imports/$import" params={{ import: id }} search={{ step: 'mapping' }}><Trans>Correct the columns</Trans></LinkButton>}
        {state === 'finished' && kind === 'awards' && mayEnter('/awarded-users') && <LinkButton to="/awarded-users" variant="default"><Trans>Awarded Users</Trans></LinkButton>}
        {state === 'finished' && kind === 'people' && <LinkButton to="/people" variant="default"><Trans>People</Trans></LinkButton>}
        {rowsKept && counts.rejected > 0 && <LinkButton to="/imports/new" search={{ kind }} variant="default"><Trans>Upload the corrected rows</Trans></LinkButton>}
        <UndoImport shown={shown} />
      </Group>
      {undo !== null && undo.notUndone > 0 && <NotUndone importId={id} count={undo.notUndone} />}
      {!rowsKept && <RowsCleared />}
      {rowsKept && counts.total > 0 && (
        <Tabs value={outcome ?? 'all'} keepMounted={false} onChange={(next) => void navigate({ search: next === 'all' || next === null ? {} : { outcome: next as RowOutcome }, replace: true, resetScroll: false })}>
          <Tabs.List mb="sm">
            <Tabs.Tab value="all"><Trans>All</Trans> ({formatCount(counts.total, i18n.locale)})</Tabs.Tab>
            {ROW_OUTCOMES.map((each) => <Tabs.Tab key={each} value={each}>{names[each]} ({formatCount(counts[each], i18n.locale)})</Tabs.Tab>)}
          </Tabs.List>
          <Tabs.Panel value={outcome ?? 'all'}><RowsTable importId={id} outcome={outcome} label={label ?? shown.fileName} /></Tabs.Panel>
        </Tabs>
      )}
    </Stack>
  )
}

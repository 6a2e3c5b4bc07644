import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, Text } from '@mantine/core'
import { formatTotal } from '@recert/ui/format'
import type { ReactNode } from 'react'
import classes from './bulk-bar.module.css'
import type { List } from './list.ts'
import type { Selection } from './selection.ts'

type Props<Row> = {
  selection: Selection
  list: List<Row>
  /** What can be done with the chosen rows. */
  children: ReactNode
}

/** Above a list while rows are chosen: how many, all that match, and what can be done with them. */
export function BulkBar<Row>({ selection, list, children }: Props<Row>) {
  const { t, i18n } = useLingui()
  const { keys, everything } = selection
  if (!everything && keys.size === 0) return null
  const total = formatTotal(list.total ?? 0, list.totalCapped, i18n.locale)
  const allLoaded = list.rows !== undefined && keys.size === list.rows.length
  return (
    <Paper withBorder p="xs" role="region" aria-label={t`Selected rows`} className={classes.bar}>
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <Text size="sm" fw={600} role="status">{everything ? <Trans>All {total} selected</Trans> : <Plural value={keys.size} one="# selected" other="# selected" />}</Text>
          {!everything && allLoaded && list.hasMore && <Button variant="subtle" size="compact-sm" onClick={selection.chooseEverything}><Trans>Select all {total} matching</Trans></Button>}
          <Button variant="subtle" color="gray" size="compact-sm" onClick={selection.clear}><Trans>Clear the selection</Trans></Button>
        </Group>
        <Group gap="xs">{children}</Group>
      </Group>
    </Paper>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, Stack, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { formatCount, formatTotal } from '@recert/ui/format'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconFilterOff } from '@tabler/icons-react'
import { createContext, memo, type ReactNode, use, useDeferredValue } from 'react'
import type { List } from './list.ts'
import classes from './list-table.module.css'
import type { Selection } from './selection.ts'
import type { TableView } from './table-view.tsx'

export type Column<Row, Sort extends string = string> = {
  key: string
  title: string
  render: (row: Row) => ReactNode
  /** What the server sorts by, where it can. */
  sort?: Sort
  align?: 'end'
  /** Names the row; always shown. */
  header?: true
}

export type Sorting<Sort extends string> = { by: Sort; direction: 'asc' | 'desc'; onSort: (by: Sort, direction: 'asc' | 'desc') => void }

type Props<Row, Sort extends string> = {
  /** What the table lists, for screen readers. */
  label: string
  list: List<Row>
  rowKey: (row: Row) => string
  columns: Column<Row, Sort>[]
  sorting?: Sorting<Sort>
  view?: TableView
  /** Lets rows be chosen, by a box in front of each; `nameOf` says which row a box is for. */
  selection?: { chosen: Selection; nameOf: (row: Row) => string } | undefined
  /** Buttons at the end of each row. */
  actions?: (row: Row) => ReactNode
  /** A row where there is no room for a table: on a phone. Without it, the table scrolls sideways. */
  card?: (row: Row) => ReactNode
  /** What to say when there is nothing at all. */
  empty: ReactNode
  /** Set while filters are on: takes them off. */
  onClearFilters?: (() => void) | undefined
}

/** What is chosen reaches the boxes by itself: a click on one leaves the rest of the rows as they are. */
const ChosenContext = createContext<Selection | null>(null)

/**
 * A server-paged table: skeleton, error, nothing there, nothing found, rows, more rows.
 * Rows are much to draw. The page stays usable meanwhile, and what is out of date before it is drawn is left out.
 */
export function ListTable<Row, Sort extends string = never>(props: Props<Row, Sort>) {
  const drawn = useDeferredValue(props)
  return <ChosenContext value={props.selection?.chosen ?? null}><Content {...drawn} /></ChosenContext>
}

/** Its cells are plain elements: there are hundreds of them. */
const Content = memo(function Content<Row, Sort extends string>({ label, list, rowKey, columns, sorting, view, selection, actions, card, empty, onClearFilters }: Props<Row, Sort>) {
  const { t } = useLingui()
  const narrow = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false })
  if (list.error !== null && list.error !== undefined) {
    const { sentence, logId } = problemOf(list.error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={list.retry} />
  }
  if (!list.rows) return <SkeletonRows />
  if (list.rows.length === 0) return onClearFilters ? <NothingFound onClear={onClearFilters} /> : empty

  if (card && narrow) {
    return (
      <Stack gap="sm">
        <Stack component="ul" gap="xs" m={0} p={0} aria-label={label} className={list.refreshing ? classes.refreshing : undefined}>
          {list.rows.map((row) => <Paper key={rowKey(row)} component="li" withBorder p="sm" display="block">{card(row)}</Paper>)}
        </Stack>
        <More list={list} count={list.rows.length} />
      </Stack>
    )
  }

  const shown = columns.filter(({ key, header }) => header || !view?.hidden.includes(key))
  return (
    <Stack gap="sm">
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
        <table aria-label={label} aria-busy={list.refreshing} className={classes.table} data-compact={view?.compact || undefined} style={{ minWidth: Math.max(480, shown.length * 96) }}>
          <thead>
            <tr>
              {selection && <ChooseLoaded keys={list.rows.map(rowKey)} />}
              {shown.map((column) => <HeaderCell key={column.key} column={column} sorting={sorting} />)}
              {actions && <th><VisuallyHidden>{t`Actions`}</VisuallyHidden></th>}
            </tr>
          </thead>
          <tbody>
            {list.rows.map((row) => (
              <tr key={rowKey(row)}>
                {selection && <ChooseRow rowKey={rowKey(row)} name={selection.nameOf(row)} />}
                {shown.map(({ key, header, align, render }) => (header
                  ? <th key={key} scope="row">{render(row)}</th>
                  : <td key={key} data-align={align}>{render(row)}</td>))}
                {actions && <td className={classes.actions}><div>{actions(row)}</div></td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More list={list} count={list.rows.length} />
    </Stack>
  )
}) as <Row, Sort extends string>(props: Props<Row, Sort>) => ReactNode

function ChooseLoaded({ keys }: { keys: string[] }) {
  const { t } = useLingui()
  const chosen = use(ChosenContext)
  if (!chosen) return null
  const count = keys.filter(chosen.isChosen).length
  const all = count === keys.length
  return (
    <th scope="col" className={classes.choose}>
      <input
        type="checkbox" aria-label={t`Select all rows shown`} checked={all} onChange={all ? chosen.clear : chosen.chooseLoaded}
        ref={(box) => { if (box) box.indeterminate = count > 0 && !all }}
      />
    </th>
  )
}

function ChooseRow({ rowKey, name }: { rowKey: string; name: string }) {
  const { t } = useLingui()
  const chosen = use(ChosenContext)
  if (!chosen) return null
  const isChosen = chosen.isChosen(rowKey)
  return (
    <td className={classes.choose}>
      <input
        type="checkbox" aria-label={t`Select ${name}`} checked={isChosen}
        onChange={({ nativeEvent }) => chosen.choose(rowKey, !isChosen, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
      />
    </td>
  )
}

function HeaderCell<Row, Sort extends string>({ column: { title, sort, align }, sorting }: { column: Column<Row, Sort>; sorting: Sorting<Sort> | undefined }) {
  if (!sort || !sorting) return <th data-align={align} scope="col">{title}</th>
  const active = sorting.by === sort
  const Icon = active ? (sorting.direction === 'asc' ? IconArrowUp : IconArrowDown) : IconArrowsSort
  return (
    <th data-align={align} scope="col" aria-sort={active ? (sorting.direction === 'asc' ? 'ascending' : 'descending') : 'none'}>
      <UnstyledButton className={classes.sort} data-active={active} onClick={() => sorting.onSort(sort, active && sorting.direction === 'asc' ? 'desc' : 'asc')}>
        {title}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </th>
  )
}

function More<Row>({ list, count }: { list: List<Row>; count: number }) {
  const { i18n } = useLingui()
  const shown = formatCount(count, i18n.locale)
  const total = list.total === undefined ? null : formatTotal(list.total, list.totalCapped, i18n.locale)
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {total !== null && list.hasMore ? <Trans>Showing {shown} of {total}</Trans> : <Plural value={count} one="# row" other="# rows" />}
      </Text>
      {list.hasMore && <Button variant="default" size="sm" loading={list.loadingMore} onClick={list.loadMore}><Trans>Load the next page</Trans></Button>}
    </Group>
  )
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState icon={IconFilterOff} title={<Trans>Nothing matches</Trans>} actions={<Button variant="default" onClick={onClear}><Trans>Clear search and filters</Trans></Button>}>
      <Trans>No row fits the search and the filters. Take some of them away.</Trans>
    </EmptyState>
  )
}

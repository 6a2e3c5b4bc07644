import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconColumns3 } from '@tabler/icons-react'
import { OnDemand } from './on-demand.tsx'

/** How somebody likes to see a table: columns put away, rows close together. */
export type TableView = { hidden: string[]; compact: boolean }

/** Remembered on this device under the table's name. */
export function useTableView(name: string, hiddenAtFirst: string[] = []): [TableView, (view: TableView) => void] {
  const [view, setView] = useLocalStorage<TableView>({ key: `recert.table.${name}`, defaultValue: { hidden: hiddenAtFirst, compact: false }, getInitialValueInEffect: false })
  return [view, setView]
}

export type TableViewProps = { columns: { key: string; title: string; header?: true }[]; view: TableView; onChange: (view: TableView) => void }

export function TableViewMenu(props: TableViewProps) {
  return (
    <OnDemand
      button={<Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />}><Trans>Columns</Trans></Button>} hasPopup="menu"
      load={() => import('./table-view-dropdown.tsx').then(({ TableViewDropdown }) => TableViewDropdown)} rest={props}
    />
  )
}

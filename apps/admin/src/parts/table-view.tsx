import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Menu } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconColumns3 } from '@tabler/icons-react'

/** How somebody likes to see a table: columns put away, rows close together. */
export type TableView = { hidden: string[]; compact: boolean }

/** Remembered on this device under the table's name. */
export function useTableView(name: string, hiddenAtFirst: string[] = []): [TableView, (view: TableView) => void] {
  const [view, setView] = useLocalStorage<TableView>({ key: `recert.table.${name}`, defaultValue: { hidden: hiddenAtFirst, compact: false }, getInitialValueInEffect: false })
  return [view, setView]
}

export function TableViewMenu({ columns, view, onChange }: { columns: { key: string; title: string; header?: true }[]; view: TableView; onChange: (view: TableView) => void }) {
  const { t } = useLingui()
  const choosable = columns.filter(({ header }) => !header)
  const shown = choosable.map(({ key }) => key).filter((key) => !view.hidden.includes(key))
  return (
    <Menu position="bottom-end" closeOnItemClick={false} width={240}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />}><Trans>Columns</Trans></Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.CheckboxGroup value={shown} onChange={(keys) => onChange({ ...view, hidden: choosable.map(({ key }) => key).filter((key) => !keys.includes(key)) })}>
          {choosable.map(({ key, title }) => <Menu.CheckboxItem key={key} value={key}>{title}</Menu.CheckboxItem>)}
        </Menu.CheckboxGroup>
        <Menu.Divider />
        <Menu.CheckboxItem checked={view.compact} onChange={(compact) => onChange({ ...view, compact })}>{t`Close rows`}</Menu.CheckboxItem>
      </Menu.Dropdown>
    </Menu>
  )
}

import { useLingui } from '@lingui/react/macro'
import { Menu } from '@mantine/core'
import { cloneElement } from 'react'
import { type Demanded, useOpenedAtOnce } from './on-demand.tsx'
import type { TableViewProps } from './table-view.tsx'

export function TableViewDropdown({ button, columns, view, onChange }: TableViewProps & Demanded) {
  const { t } = useLingui()
  const { button: ref, ...menu } = useOpenedAtOnce()
  const choosable = columns.filter(({ header }) => !header)
  const shown = choosable.map(({ key }) => key).filter((key) => !view.hidden.includes(key))
  return (
    <Menu position="bottom-end" closeOnItemClick={false} width={240} {...menu}>
      <Menu.Target>{cloneElement(button, { ref })}</Menu.Target>
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

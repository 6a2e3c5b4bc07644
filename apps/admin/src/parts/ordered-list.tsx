import { useLingui } from '@lingui/react/macro'
import { ActionIcon, Group, Paper, Text, VisuallyHidden } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import classes from './ordered-list.module.css'

type Row = { id: string; name: string; content: ReactNode; actions?: ReactNode }

/** Rows in an order that buttons change, for the mouse and the keyboard alike. `onMove` gets the ids in their new order; without it, the order stays. */
export function OrderedList({ label, rows, onMove, disabled = false }: { label: string; rows: Row[]; onMove?: ((ids: string[]) => void) | undefined; disabled?: boolean }) {
  const { t } = useLingui()
  const prefix = useId()
  const [said, setSaid] = useState('')
  const order = rows.map(({ id }) => id).join(' ')
  // A row that moved takes the focus along, to the other button where its own is at the end.
  const focus = useRef<string[] | null>(null)
  useEffect(() => {
    const button = focus.current?.map((id) => document.getElementById(id)).find((each) => each && !each.hasAttribute('disabled'))
    focus.current = null
    button?.focus()
  }, [order])

  const move = (index: number, by: 1 | -1) => {
    const ids = rows.map(({ id }) => id)
    const [moved] = ids.splice(index, 1)
    const row = rows[index]
    if (moved === undefined || !row) return
    ids.splice(index + by, 0, moved)
    const [up, down] = [`${prefix}${moved}up`, `${prefix}${moved}down`]
    focus.current = by < 0 ? [up, down] : [down, up]
    setSaid(t`${row.name} is now number ${index + by + 1} of ${rows.length}.`)
    onMove?.(ids)
  }
  return (
    <Paper withBorder>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      <ol className={classes.list} aria-label={label}>
        {rows.map(({ id, name, content, actions }, index) => (
          <li key={id} className={classes.row}>
            <Text size="sm" c="dimmed" w={22} ta="end" aria-hidden>{index + 1}</Text>
            <div className={classes.content}>{content}</div>
            <Group gap={2} wrap="nowrap">
              {onMove && (
                <>
                  <ActionIcon id={`${prefix}${id}up`} variant="subtle" color="gray" disabled={disabled || index === 0} aria-label={t`Move ${name} up`} onClick={() => move(index, -1)}><IconChevronUp size={18} aria-hidden /></ActionIcon>
                  <ActionIcon id={`${prefix}${id}down`} variant="subtle" color="gray" disabled={disabled || index === rows.length - 1} aria-label={t`Move ${name} down`} onClick={() => move(index, 1)}><IconChevronDown size={18} aria-hidden /></ActionIcon>
                </>
              )}
              {actions}
            </Group>
          </li>
        ))}
      </ol>
    </Paper>
  )
}

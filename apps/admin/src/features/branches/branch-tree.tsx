import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Group, Menu, Paper, Text, VisuallyHidden } from '@mantine/core'
import { formatCount } from '@recert/ui/format'
import { IconArrowsMove, IconChevronDown, IconChevronRight, IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { TextLink } from '../../parts/links.tsx'
import { useMay } from '../../shell/session.ts'
import classes from './branch-tree.module.css'
import type { BranchAct } from './branches-page.tsx'
import type { BranchNode } from './tree.ts'

type Act = ((act: BranchAct) => void) | undefined
/** `open`: whether branches show at first what is below them. Those at the top always do. */
type Props = { tree: BranchNode[]; open: boolean; onAct: Act }

/** Nested lists, which screen readers tell level by level; what is below a branch can be put away. */
export function BranchTree({ tree, open, onAct }: Props) {
  const { t } = useLingui()
  return (
    <Paper withBorder p="sm">
      <ul className={classes.list} aria-label={t`Branches`}>{tree.map((node) => <Item key={node.id} node={node} open={open} top onAct={onAct} />)}</ul>
    </Paper>
  )
}

function Item({ node, open: openAtFirst, top = false, onAct }: { node: BranchNode; open: boolean; top?: boolean; onAct: Act }) {
  const { t } = useLingui()
  const [open, setOpen] = useState(openAtFirst || top)
  const { name, children } = node
  const Chevron = open ? IconChevronDown : IconChevronRight
  return (
    <li>
      <Group gap="xs" wrap="nowrap" className={classes.row}>
        {children.length > 0
          ? <ActionIcon variant="subtle" color="gray" aria-expanded={open} aria-label={t`Branches below ${name}`} onClick={() => setOpen(!open)}><Chevron size={16} aria-hidden /></ActionIcon>
          : <span className={classes.leaf} />}
        <Text size="sm" fw={550} className={classes.name}>{name}</Text>
        <People node={node} />
        {onAct && <Actions node={node} onAct={onAct} />}
      </Group>
      {open && children.length > 0 && <ul className={classes.list}>{children.map((child) => <Item key={child.id} node={child} open={openAtFirst} onAct={onAct} />)}</ul>}
    </li>
  )
}

function People({ node: { id, name, peopleCount, total } }: { node: BranchNode }) {
  const { i18n } = useLingui()
  const seesPeople = useMay('people.view')
  const count = <Plural value={total} one="# person" other="# people" />
  const own = formatCount(peopleCount, i18n.locale)
  return (
    <Text size="sm" c="dimmed" component="span" className={classes.people}>
      {seesPeople && total > 0
        ? <TextLink to="/people" search={{ branch: id }} size="sm">{count}<VisuallyHidden> <Trans>of {name}</Trans></VisuallyHidden></TextLink>
        : count}
      {peopleCount > 0 && total !== peopleCount && <> · <Trans>{own} directly in it</Trans></>}
    </Text>
  )
}

function Actions({ node, onAct }: { node: BranchNode; onAct: (act: BranchAct) => void }) {
  const { t } = useLingui()
  const icon = { size: 16, 'aria-hidden': true }
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={t`Actions for ${node.name}`}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPlus {...icon} />} onClick={() => onAct({ act: 'create', below: node })}><Trans>New branch below</Trans></Menu.Item>
        <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => onAct({ act: 'rename', branch: node })}><Trans>Rename</Trans></Menu.Item>
        <Menu.Item leftSection={<IconArrowsMove {...icon} />} onClick={() => onAct({ act: 'move', branch: node })}><Trans>Move</Trans></Menu.Item>
        <Menu.Item color="var(--mantine-color-red-text)" leftSection={<IconTrash {...icon} />} onClick={() => onAct({ act: 'delete', branch: node })}><Trans>Delete …</Trans></Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

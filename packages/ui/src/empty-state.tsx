import { EmptyState as MantineEmptyState, Group } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** Says what a list is for and offers the first step. */
export function EmptyState({ icon: Icon, title, children, actions }: { icon: TablerIcon; title: ReactNode; children: ReactNode; actions?: ReactNode }) {
  return (
    <MantineEmptyState icon={<Icon size={32} stroke={1.5} aria-hidden />} variant="light" title={title} description={children} py="xl" maw={520} mx="auto">
      {actions && <MantineEmptyState.Actions><Group justify="center" gap="sm">{actions}</Group></MantineEmptyState.Actions>}
    </MantineEmptyState>
  )
}

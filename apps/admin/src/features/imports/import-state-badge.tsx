import { useLingui } from '@lingui/react/macro'
import { Badge, type MantineColor } from '@mantine/core'
import type { ImportState } from '@recert/domain/imports'
import type { Import } from './imports-page.tsx'

export function ImportStateBadge({ shown: { state, error, undo } }: { shown: Pick<Import, 'state' | 'error' | 'undo'> }) {
  const { t } = useLingui()
  const states: Record<ImportState, { title: string; color: MantineColor }> = {
    queued: { title: t`Waiting`, color: 'gray' },
    validating: { title: t`Being checked`, color: 'blue' },
    previewed: { title: t`Ready to import`, color: 'yellow' },
    running: { title: t`Importing`, color: 'blue' },
    finished: { title: t`Finished`, color: 'teal' },
    cancelled: { title: t`Cancelled`, color: 'gray' },
    failed: { title: t`Failed`, color: 'red' },
    undone: { title: t`Undone`, color: 'gray' },
  }
  const undoing = state === 'running' && undo !== null
  // It was read, but cannot be imported as it is mapped.
  const { title, color } = state === 'previewed' && error ? { title: t`To be corrected`, color: 'orange' } : states[state]
  return <Badge color={color} variant="light" tt="none">{undoing ? t`Being undone` : title}</Badge>
}

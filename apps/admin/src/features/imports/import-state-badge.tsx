import { useLingui } from '@lingui/react/macro'
import { Badge, type MantineColor } from '@mantine/core'
import type { ImportState } from '@recert/domain/imports'

export function ImportStateBadge({ state }: { state: ImportState }) {
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
  const { title, color } = states[state]
  return <Badge color={color} variant="light" tt="none">{title}</Badge>
}

import { useLingui } from '@lingui/react/macro'
import { Badge, type MantineColor } from '@mantine/core'
import type { Outputs } from '../../api.ts'

export type Job = Outputs['jobs']['list']['items'][number]

/** Whether looking again shows something new. */
export const isOpen = ({ state }: Pick<Job, 'state'>): boolean => state === 'queued' || state === 'running'

export function useJobStates(): Record<Job['state'], { title: string; color: MantineColor }> {
  const { t } = useLingui()
  return {
    queued: { title: t`Waiting`, color: 'gray' },
    running: { title: t`Running`, color: 'blue' },
    finished: { title: t`Finished`, color: 'teal' },
    failed: { title: t`Failed`, color: 'red' },
    cancelled: { title: t`Cancelled`, color: 'gray' },
  }
}

export function JobStateBadge({ job: { state, cancelRequested } }: { job: Job }) {
  const { t } = useLingui()
  const { title, color } = useJobStates()[state]
  // In a narrow column it would be cut to its first letters.
  return <Badge color={cancelRequested ? 'orange' : color} variant="light" tt="none" miw="max-content">{cancelRequested ? t`Stopping` : title}</Badge>
}

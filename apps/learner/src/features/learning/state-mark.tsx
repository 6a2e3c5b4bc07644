import { Trans } from '@lingui/react/macro'
import { VisuallyHidden } from '@mantine/core'
import { IconCircle, IconCircleCheckFilled, IconCircleHalf2 } from '@tabler/icons-react'
import type { Outputs } from '../../api.ts'

export type LearningState = Outputs['learning']['courses']['items'][number]['state']

const LOOKS = {
  not_started: { Icon: IconCircle, color: 'var(--mantine-color-dimmed)' },
  in_progress: { Icon: IconCircleHalf2, color: 'var(--mantine-color-indigo-text)' },
  completed: { Icon: IconCircleCheckFilled, color: 'var(--mantine-color-teal-text)' },
} as const

/** How far one is: a sign to see, words to hear. */
export function StateMark({ state, size = 22 }: { state: LearningState; size?: number }) {
  const { Icon, color } = LOOKS[state]
  return (
    <>
      <Icon size={size} color={color} aria-hidden style={{ flex: 'none' }} />
      <VisuallyHidden><StateName state={state} /></VisuallyHidden>
    </>
  )
}

export function StateName({ state }: { state: LearningState }) {
  switch (state) {
    case 'not_started': return <Trans>Not started</Trans>
    case 'in_progress': return <Trans>In progress</Trans>
    case 'completed': return <Trans>Completed</Trans>
  }
}

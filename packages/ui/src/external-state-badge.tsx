import { Trans } from '@lingui/react/macro'
import { Badge, type MantineColor } from '@mantine/core'
import type { ExternalState } from '@recert/domain/external-activities'
import { IconArrowBackUp, IconCircleCheck, IconCircleX, IconHourglass, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

const LOOKS = {
  pending: { color: 'orange', Icon: IconHourglass },
  approved: { color: 'teal', Icon: IconCircleCheck },
  rejected: { color: 'red', Icon: IconCircleX },
  withdrawn: { color: 'gray', Icon: IconArrowBackUp },
} satisfies Record<ExternalState, { color: MantineColor; Icon: TablerIcon }>

/** Where a reported activity stands, in words and a sign. */
export function ExternalStateBadge({ state }: { state: ExternalState }) {
  const { color, Icon } = LOOKS[state]
  return <Badge miw="max-content" variant="light" color={color} leftSection={<Icon size={14} aria-hidden />} tt="none" fw={600}><ExternalStateName state={state} /></Badge>
}

function ExternalStateName({ state }: { state: ExternalState }): ReactNode {
  switch (state) {
    case 'pending': return <Trans>Waiting for approval</Trans>
    case 'approved': return <Trans>Approved</Trans>
    case 'rejected': return <Trans>Rejected</Trans>
    case 'withdrawn': return <Trans>Withdrawn</Trans>
  }
}

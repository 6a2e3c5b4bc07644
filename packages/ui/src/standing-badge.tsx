import { Trans } from '@lingui/react/macro'
import { Badge, type MantineColor } from '@mantine/core'
import type { Standing } from '@recert/domain/standing'
import { IconArchive, IconCircleCheck, IconCircleX, IconClockExclamation, IconInfinity, IconTrash, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

const LOOKS = {
  valid: { color: 'teal', Icon: IconCircleCheck },
  expiring: { color: 'orange', Icon: IconClockExclamation },
  expired: { color: 'red', Icon: IconCircleX },
  always_valid: { color: 'teal', Icon: IconInfinity },
  archived: { color: 'gray', Icon: IconArchive },
  removed: { color: 'gray', Icon: IconTrash },
} satisfies Record<Standing, { color: MantineColor; Icon: TablerIcon }>

/** A standing in words and a sign, never by colour alone. */
export function StandingBadge({ standing }: { standing: Standing }) {
  const { color, Icon } = LOOKS[standing]
  return (
    <Badge miw="max-content" variant="light" color={color} leftSection={<Icon size={14} aria-hidden />} tt="none" fw={600}>
      <StandingName standing={standing} />
    </Badge>
  )
}

/** The standing's name in the viewer's language. */
export function StandingName({ standing }: { standing: Standing }): ReactNode {
  switch (standing) {
    case 'valid': return <Trans>Valid</Trans>
    case 'expiring': return <Trans>Expiring</Trans>
    case 'expired': return <Trans>Expired</Trans>
    case 'always_valid': return <Trans>Always valid</Trans>
    case 'archived': return <Trans>Archived</Trans>
    case 'removed': return <Trans>Removed</Trans>
  }
}

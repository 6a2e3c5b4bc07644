import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Enrolment } from './enrolments-list.tsx'

/** Through what an enrolment came about. */
export function ViaName({ via }: { via: Enrolment['via'] }): ReactNode {
  switch (via) {
    case 'admin': return <Trans>Administrator</Trans>
    case 'self': return <Trans>Themselves</Trans>
    case 'plan': return <Trans>Learning plan</Trans>
    case 'renewal': return <Trans>Renewal</Trans>
  }
}

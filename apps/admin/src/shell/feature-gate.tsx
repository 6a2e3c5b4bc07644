import { Trans } from '@lingui/react/macro'
import { Title } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { IconPlugOff } from '@tabler/icons-react'
import { Outlet } from '@tanstack/react-router'
import { LinkButton } from '../parts/links.tsx'
import { useSession } from './session.ts'

/** R2.2: the pages of an app that is not active lead to where it is activated. */
export function FeatureGate() {
  const { features } = useSession()
  if (features.certifications) return <Outlet />
  return (
    <EmptyState icon={IconPlugOff} title={<Title order={1} size="h3"><Trans>Certifications & Retraining is not active</Trans></Title>} actions={<LinkButton to="/apps"><Trans>Apps & Features</Trans></LinkButton>}>
      <Trans>Its data is kept. A superadmin can activate it at any time.</Trans>
    </EmptyState>
  )
}

import { Trans } from '@lingui/react/macro'
import { Title } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { IconPlugOff } from '@tabler/icons-react'
import { Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { LinkButton } from '../parts/links.tsx'
import { useSession } from './session.ts'

/** R2.2: the pages of an app that is not active lead to where it is activated. */
export function FeatureGate() {
  const { features } = useSession()
  return features.certifications ? <Outlet /> : <Inactive title={<Trans>Certifications & Retraining is not active</Trans>} />
}

export function ExternalTrainingGate() {
  const { features } = useSession()
  return features.external_training ? <Outlet /> : <Inactive title={<Trans>External Training is not active</Trans>} />
}

export function NotificationsGate() {
  const { features } = useSession()
  return features.notifications ? <Outlet /> : <Inactive title={<Trans>Notifications is not active</Trans>} />
}

function Inactive({ title }: { title: ReactNode }) {
  return (
    <EmptyState icon={IconPlugOff} title={<Title order={1} size="h3">{title}</Title>} actions={<LinkButton to="/apps"><Trans>Apps & Features</Trans></LinkButton>}>
      <Trans>Its data is kept. A superadmin can activate it at any time.</Trans>
    </EmptyState>
  )
}

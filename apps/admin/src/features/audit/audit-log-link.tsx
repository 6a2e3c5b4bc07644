import { Trans } from '@lingui/react/macro'
import { IconHistory } from '@tabler/icons-react'
import { LinkButton } from '../../parts/links.tsx'
import type { AuditSearch } from '../../search.ts'
import { useMay, useSession } from '../../shell/session.ts'

/** The way from a page to everything that happened to what it is about. */
export function AuditLogLink({ of }: { of: AuditSearch }) {
  const { features } = useSession()
  const sees = useMay('awards.view')
  if (!features.certifications || !sees) return null
  return <LinkButton to="/audit-log" search={of} variant="default" leftSection={<IconHistory size={18} aria-hidden />}><Trans>Audit log</Trans></LinkButton>
}

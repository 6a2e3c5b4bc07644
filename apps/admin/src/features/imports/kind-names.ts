import { useLingui } from '@lingui/react/macro'
import { IMPORT_KINDS, type ImportKind } from '@recert/domain/imports'
import { useMay, useMe, useSession } from '../../shell/session.ts'

/** What a file of a kind holds. */
export function useKindNames(): Record<ImportKind, string> {
  const { t } = useLingui()
  return { awards: t`Certification records`, people: t`People` }
}

/** The kinds that the signed-in person may import now. */
export function useImportKinds(): ImportKind[] {
  const { features } = useSession()
  const records = useMay('awards.import') && features.certifications
  const people = useMe().role === 'superadmin'
  return IMPORT_KINDS.filter((kind) => (kind === 'people' ? people : records))
}

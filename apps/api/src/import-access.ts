import { checkImportSeen, type ImportsSeen } from '@recert/actions/imports/list-imports'
import type { Queryable } from '@recert/db/client'
import { may } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { IMPORT_KINDS, type ImportKind } from '@recert/domain/imports'
import type { RequestContext } from './trpc.ts'

type Asking = Pick<RequestContext, 'caller' | 'organisation'>

const allows = ({ caller }: Asking, kind: ImportKind): boolean =>
  caller.kind !== 'anonymous' && (kind === 'people' ? caller.role === 'superadmin' : may(caller, 'awards.import'))

/** Records of certifications are for whoever may import them, while their app is active; people for superadmins. Throws FORBIDDEN, FEATURE_INACTIVE. */
export function checkImportKind(asking: Asking, kind: ImportKind): void {
  if (!allows(asking, kind)) throw new DomainError('FORBIDDEN')
  if (kind === 'awards' && !asking.organisation.features.includes('certifications')) throw new DomainError('FEATURE_INACTIVE', { feature: 'certifications' })
}

const seenBy = (asking: Asking): ImportsSeen => {
  const { caller } = asking
  return { kinds: IMPORT_KINDS.filter((kind) => allows(asking, kind)), createdBy: caller.kind === 'anonymous' || caller.role === 'superadmin' ? null : caller.id }
}

/** The imports that the caller sees in a list: superadmins everybody's, others their own; those of an app that is not active are absent. */
export function importsListed(asking: Asking): ImportsSeen {
  const { kinds, createdBy } = seenBy(asking)
  const active = kinds.filter((kind) => kind !== 'awards' || asking.organisation.features.includes('certifications'))
  if (active.length === 0) checkImportKind(asking, 'awards')
  return { kinds: active, createdBy }
}

/** The id of an import that the caller may see. Somebody else's answers as if it were not there. Throws NOT_FOUND, FEATURE_INACTIVE. */
export async function importSeen(asking: Asking, q: Queryable, which: string): Promise<string> {
  const { id, kind } = await checkImportSeen(q, seenBy(asking), which)
  checkImportKind(asking, kind)
  return id
}

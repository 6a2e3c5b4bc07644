import type { Reader } from '@recert/db/queries/exports'
import type { Caller } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'

/** Whose exports the caller's are. Throws UNAUTHENTICATED. */
export function ownerOf(caller: Caller): Reader {
  if (caller.kind === 'anonymous') throw new DomainError('UNAUTHENTICATED')
  return { kind: caller.kind, id: caller.id }
}

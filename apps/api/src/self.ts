import type { CallerPerson } from '@recert/db/queries/organisation'
import { DomainError } from '@recert/domain/errors'
import type { RequestContext } from './trpc.ts'

/** The person who calls, for what is about oneself: access lets nobody else in there, no program's key either. */
export function selfOf({ person }: Pick<RequestContext, 'person'>): CallerPerson {
  if (!person) throw new DomainError('UNAUTHENTICATED')
  return person
}

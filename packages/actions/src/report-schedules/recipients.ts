import type { Tx } from '@recert/db/client'
import { findFileReaders } from '@recert/db/queries/exports'
import { findNameable } from '@recert/db/queries/report-schedules'
import { may, type Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { textKey } from '@recert/domain/keys'

/** Whoever is to get a report by a schedule. */
export const RECIPIENTS_MOST = 50

/**
 * The ids of the people who are to receive a report, each once, in the order in which they are named: by id or username, within the scope of whoever says so, or themselves.
 * Throws RECIPIENT_NOT_FOUND, RECIPIENTS_INACTIVE, RECIPIENTS_MAY_NOT, which name them.
 */
export async function resolveRecipients(tx: Tx, { scope, selfId }: { scope: Scope; selfId: string | null }, refs: readonly string[]): Promise<string[]> {
  const found = await findNameable(tx, scope, selfId, refs)
  const missing = refs.find((ref) => !found.some(({ id, usernameKey }) => id === ref.toLowerCase() || usernameKey === textKey(ref)))
  if (missing !== undefined) throw new DomainError('RECIPIENT_NOT_FOUND', { person: missing })
  const readers = await findFileReaders(tx, found.map(({ id }) => id))
  const named = (which: typeof readers): string => which.map(({ username }) => username).join(', ')
  const inactive = readers.filter(({ caller }) => caller === null)
  if (inactive.length > 0) throw new DomainError('RECIPIENTS_INACTIVE', { names: named(inactive) })
  const mayNot = readers.filter(({ caller }) => caller && !may(caller, 'awards.view'))
  if (mayNot.length > 0) throw new DomainError('RECIPIENTS_MAY_NOT', { names: named(mayNot) })
  const order = refs.map((ref) => found.find(({ id, usernameKey }) => id === ref.toLowerCase() || usernameKey === textKey(ref))?.id)
  return readers.map(({ id }) => id).sort((one, other) => order.indexOf(one) - order.indexOf(other))
}

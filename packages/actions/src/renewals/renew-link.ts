import { findAwardRow } from '@recert/db/queries/awards'
import type { Queryable } from '@recert/db/client'
import { readToken, signToken } from '../signed-token.ts'

const PURPOSE = 'renew-link'

/** R7.7: the address of an award's renewal, for mails. It names one award, and lets nobody in: its holder signs in first. */
export const renewLink = (secret: string, publicUrl: string, awardId: string): string => `${publicUrl}/renew/${signToken(secret, PURPOSE, awardId)}`

/** What a link opens for whoever is signed in; opening it starts nothing. `old`: the award was renewed, replaced or removed since. */
export type RenewLink = { state: 'ok'; awardId: string } | { state: 'altered' | 'not_yours' | 'old' }

/** That a link is somebody else's is told only while the award is there: whoever has the link was sent it. */
export async function openRenewLink(q: Queryable, secret: string, token: string, personId: string): Promise<RenewLink> {
  const awardId = readToken(secret, PURPOSE, token)
  if (awardId === null) return { state: 'altered' }
  const award = await findAwardRow(q, { kind: 'all' }, awardId)
  if (award && award.personId !== personId) return { state: 'not_yours' }
  return award && award.endedAt === null ? { state: 'ok', awardId } : { state: 'old' }
}

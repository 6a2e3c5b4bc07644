import { lockCertification, updateCertification } from '@recert/db/queries/certifications'
import { cancelRenewals } from '@recert/db/queries/renewals'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** R3.4: keeps the history, awards nothing new. Retiring twice changes nothing. */
export const retireCertification = (ctx: Ctx, which: string): Promise<void> => setRetired(ctx, which, ctx.now)

/** Takes a retired certification back into use. */
export const unretireCertification = (ctx: Ctx, which: string): Promise<void> => setRetired(ctx, which, null)

async function setRetired({ tx, now, actor }: Ctx, which: string, retiredAt: Date | null): Promise<void> {
  const stored = await lockCertification(tx, which)
  if (!stored) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which })
  if ((stored.retiredAt === null) === (retiredAt === null)) return
  await updateCertification(tx, stored.id, { retiredAt, updatedAt: now })
  // R7.3: what can award nothing cannot renew.
  if (retiredAt) await cancelRenewals(tx, { certificationId: stored.id }, 'certification_retired', { now, actor })
}

import { lockCertification, updateCertification } from '@recert/db/queries/certifications'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** R3.4: hides the certification everywhere at once. Awards, links and events stay untouched beneath, so that a restore is exact. */
export async function deleteCertification({ tx, now, actor }: Ctx, which: string): Promise<void> {
  const stored = await lockCertification(tx, which)
  if (!stored) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which })
  await updateCertification(tx, stored.id, { deletedAt: now, deletedBy: actor.id })
}

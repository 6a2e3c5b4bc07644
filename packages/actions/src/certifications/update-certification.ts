import { lockCertification, updateCertification as save } from '@recert/db/queries/certifications'
import type { CertificationInput } from '@recert/domain/certifications'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { columnsOf } from './create-certification.ts'

export type CertificationChanges = { version?: number | undefined } & { [K in keyof CertificationInput]?: CertificationInput[K] | undefined }

/** R3.2, R3.3: changes any of its properties; awards stay as they are. Throws CONFLICT_VERSION when `version` is not the stored one. Returns the id. */
export async function updateCertification({ tx, now }: Ctx, which: string, changes: CertificationChanges): Promise<string> {
  const stored = await lockCertification(tx, which)
  if (!stored) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which })
  if (changes.version !== undefined && changes.version !== stored.version) throw new DomainError('CONFLICT_VERSION')
  const columns = columnsOf({
    name: changes.name ?? stored.name,
    code: changes.code === undefined ? stored.code : changes.code,
    description: changes.description ?? stored.description,
    validity: changes.validity ?? { amount: stored.validityAmount, unit: stored.validityUnit },
    allowRetake: changes.allowRetake ?? stored.allowRetake,
  })
  await save(tx, stored.id, { ...columns, updatedAt: now })
  return stored.id
}

import { lockDeletedCertification, restoreCertification as restore } from '@recert/db/queries/deleted-certifications'
import { DomainError } from '@recert/domain/errors'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import { checkCode } from '@recert/domain/text'
import type { Ctx } from '../context.ts'

/**
 * R3.4: brings a deleted certification back exactly as it was. Throws CERTIFICATION_NOT_FOUND, and CODE_TAKEN by its constraint when its code
 * was taken meanwhile: then it takes another one, and nothing else changes. Returns the id.
 */
export async function restoreCertification({ tx }: Ctx, which: string, newCode: string | undefined): Promise<string> {
  const deleted = await lockDeletedCertification(tx, looksLikeUuid(which) ? { id: which } : { codeKey: textKey(which) })
  if (!deleted) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which })
  const code = newCode === undefined ? null : checkCode(newCode)
  await restore(tx, deleted.id, code === null ? null : { code, codeKey: textKey(code) })
  return deleted.id
}

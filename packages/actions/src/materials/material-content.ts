import type { Tx } from '@recert/db/client'
import { findFile } from '@recert/db/queries/files'
import { readPackage } from '@recert/db/queries/packages'
import { DomainError } from '@recert/domain/errors'
import type { ScormPackage } from '@recert/domain/scorm'
import { checkContent, type MaterialContent, type MaterialKind } from '@recert/domain/training'
import { readManifest } from './read-manifest.ts'
import { MANIFEST } from './unpack-package.ts'

/**
 * The content of a material of this kind, checked, as the table has it. A video is a file or a link; where both come, the file counts.
 * Throws what checkContent throws, and FILE_NOT_FOUND for a file that is missing or was uploaded for something else.
 */
export async function contentColumns(tx: Tx, kind: MaterialKind, content: MaterialContent) {
  const { body, url, fileId, quiz } = checkContent(kind, content)
  if (fileId === null) return { body, url, fileId, quiz, package: null }
  const file = await findFile(tx, fileId, kind === 'scorm' ? 'scorm' : 'material')
  if (!file || (kind === 'video' && !file.mediaType.startsWith('video/'))) throw new DomainError('FILE_NOT_FOUND')
  return { body, url: null, fileId: file.id, quiz, package: kind === 'scorm' ? await packageOf(tx, file.id) : null }
}

/** What the package says of itself; it was checked when it was unpacked. */
async function packageOf(tx: Tx, fileId: string): Promise<ScormPackage> {
  const unpacked = await readPackage(tx, fileId, MANIFEST)
  if (!unpacked) throw new DomainError('FILE_NOT_FOUND')
  return readManifest(unpacked.manifest, unpacked.paths)
}

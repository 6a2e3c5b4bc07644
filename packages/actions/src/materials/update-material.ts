import { deleteUnusedFiles } from '@recert/db/queries/files'
import { lockMaterial, type MaterialRow, updateMaterial as save } from '@recert/db/queries/materials'
import { DomainError } from '@recert/domain/errors'
import type { MaterialContent, MaterialKind } from '@recert/domain/training'
import type { Ctx } from '../context.ts'
import { nameColumns } from './add-material.ts'
import { contentColumns } from './material-content.ts'

export type MaterialChanges = { version?: number | undefined; code?: string | undefined; title?: string | undefined; kind?: MaterialKind | undefined } & MaterialContent

/**
 * Changes any of a material's properties, in every course that uses it; what people did in it stays. A file that is replaced is deleted.
 * Throws MATERIAL_NOT_FOUND, CONFLICT_VERSION, KIND_FIXED, and what a new one would throw. Returns the id.
 */
export async function updateMaterial({ tx }: Ctx, which: string, { version, code, title, kind, ...content }: MaterialChanges): Promise<string> {
  const stored = await lockMaterial(tx, which)
  if (!stored) throw new DomainError('MATERIAL_NOT_FOUND', { material: which })
  if (version !== undefined && version !== stored.version) throw new DomainError('CONFLICT_VERSION')
  if (kind !== undefined && kind !== stored.kind) throw new DomainError('KIND_FIXED')
  const names = nameColumns({ code: code ?? stored.code, title: title ?? stored.title })
  await save(tx, stored.id, { ...names, ...(touches(content) ? await contentColumns(tx, stored.kind, merged(stored, content)) : {}) })
  if (stored.fileId) await deleteUnusedFiles(tx, [stored.fileId])
  return stored.id
}

const touches = (content: MaterialContent): boolean => Object.values(content).some((value) => value !== undefined)

/** A link that comes alone takes the place of a video's file. */
function merged(stored: MaterialRow, { body, url, fileId, quiz }: MaterialContent): MaterialContent {
  const file = fileId === undefined && url ? null : fileId
  return { body: body ?? stored.body, url: url === undefined ? stored.url : url, fileId: file === undefined ? stored.fileId : file, quiz: quiz === undefined ? stored.quiz : quiz }
}

import { lockItem } from '@recert/db/queries/items'
import { addCourseMaterial, findMaterial, insertMaterial, lockMaterial } from '@recert/db/queries/materials'
import { DomainError } from '@recert/domain/errors'
import { textKey } from '@recert/domain/keys'
import { checkCode, checkTitle } from '@recert/domain/text'
import { codeOfTitle, type MaterialContent, type MaterialKind } from '@recert/domain/training'
import type { Ctx } from '../context.ts'
import { contentColumns } from './material-content.ts'

/** Without a code it gets one, made of its title. `shared`: it lives in the central repository. */
export type NewMaterial = { code?: string | undefined; title: string; kind: MaterialKind; shared: boolean } & MaterialContent

/** A new material in the central repository. Throws CODE_TAKEN by its constraint. Returns the id. */
export const createMaterial = (ctx: Ctx, material: Omit<NewMaterial, 'shared'>): Promise<string> => insert(ctx, { ...material, shared: true })

/** A new material at the end of a course, or one of the central repository that is there already, named by id or code. Returns the id. */
export async function addMaterial(ctx: Ctx, course: string, added: NewMaterial | { material: string }): Promise<string> {
  const { tx } = ctx
  // Locked, so that of two who add at once each gets a place of its own.
  const item = await lockItem(tx, 'course', course)
  if (!item) throw new DomainError('ITEM_NOT_FOUND', { code: course })
  if (!('material' in added)) return addNewMaterial(ctx, item.id, added)
  const found = await lockMaterial(tx, added.material)
  if (!found) throw new DomainError('MATERIAL_NOT_FOUND', { material: added.material })
  if (!found.shared) throw new DomainError('MATERIAL_NOT_SHARED', { title: found.title })
  await addCourseMaterial(tx, item.id, found.id)
  return found.id
}

/** Adds a new material to a course. A shared one of a known code is used again, as it is, not made twice. */
export async function addNewMaterial(ctx: Ctx, courseId: string, material: NewMaterial): Promise<string> {
  const known = material.shared && material.code !== undefined ? await findMaterial(ctx.tx, checkCode(material.code)) : null
  const id = known?.id ?? (await insert(ctx, material))
  await addCourseMaterial(ctx.tx, courseId, id)
  return id
}

async function insert({ tx, now }: Ctx, { code, title, kind, shared, ...content }: NewMaterial): Promise<string> {
  const row = await insertMaterial(tx, { ...nameColumns({ code, title }), kind, shared, ...(await contentColumns(tx, kind, content)), createdAt: now })
  return row.id
}

/** Code and title, checked, as the table has them. */
export function nameColumns({ code, title }: { code?: string | undefined; title: string }) {
  const checkedTitle = checkTitle(title)
  const checkedCode = checkCode(code ?? codeOfTitle(checkedTitle))
  return { code: checkedCode, codeKey: textKey(checkedCode), title: checkedTitle, titleKey: textKey(checkedTitle) }
}

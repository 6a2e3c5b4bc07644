import { insertItem, insertMaterials, type ItemRow, type NewMaterial } from '@recert/db/queries/items'
import { textKey } from '@recert/domain/keys'
import { checkCode, checkName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'

/** A new course with its materials in their order. Throws CODE_TAKEN by the item_code_unique constraint. */
export async function createCourse({ tx, now }: Ctx, input: { code: string; name: string; materials: NewMaterial[] }): Promise<ItemRow> {
  const code = checkCode(input.code)
  const name = checkName(input.name)
  const course = await insertItem(tx, { kind: 'course', code, codeKey: textKey(code), name, nameKey: textKey(name), createdAt: now })
  const materials = input.materials.map((material) => ({ ...material, code: checkCode(material.code), title: checkName(material.title) }))
  await insertMaterials(tx, course.id, materials, now)
  return course
}

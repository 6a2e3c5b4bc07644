import { addMaterial, createMaterial } from '@recert/actions/materials/add-material'
import { launchUrl } from '@recert/actions/materials/launch-package'
import { deleteMaterial, removeMaterial } from '@recert/actions/materials/remove-material'
import { reorderMaterials } from '@recert/actions/materials/reorder-materials'
import { shareMaterial } from '@recert/actions/materials/share-material'
import { updateMaterial } from '@recert/actions/materials/update-material'
import type { Queryable } from '@recert/db/client'
import { findItem } from '@recert/db/queries/items'
import { findMaterial, listCourseMaterials, listMaterials } from '@recert/db/queries/materials'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { countedPage, countedPaging, direction, instantOut, materialKind, named, page, ref, search, text, version } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import { pageOfWhole, wholePaging } from '../whole-list.ts'

const id = text.min(1).max(100).regex(/^[\w.-]+$/, 'an id has letters, digits, dots, hyphens and underscores')

/** What checkQuiz says of it comes afterwards, in sentences. */
const quiz = z.strictObject({
  passMark: z.number(), attempts: z.number(),
  questions: z.array(z.strictObject({
    id, text, kind: z.enum(['single', 'multiple']), answers: z.array(z.strictObject({ id, text, correct: z.boolean() })).max(100),
  })).max(1000),
})

const content = { body: text.optional(), url: text.nullish(), fileId: z.uuid().nullish(), quiz: quiz.nullish() }
const fields = { code: text.optional(), title: text, kind: materialKind, ...content }

/** A material as courses take it: R15.4, and what it holds. */
export const newMaterial = z.strictObject({ ...fields, shared: z.boolean().default(false) })

const listed = z.object({
  id: z.string(), code: z.string(), title: z.string(), kind: materialKind, shared: z.boolean(), version: z.int(), createdAt: instantOut,
  empty: z.boolean(), courses: z.array(named), progressCount: z.int(),
})
const material = listed.extend({
  body: z.string(), url: z.string().nullable(), file: z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.int() }).nullable(),
  quiz: z.object({
    passMark: z.int(), attempts: z.int(),
    questions: z.array(z.object({ id: z.string(), text: z.string(), kind: z.enum(['single', 'multiple']), answers: z.array(z.object({ id: z.string(), text: z.string(), correct: z.boolean() })) })),
  }).nullable(),
  package: z.object({ version: z.enum(['1.2', '2004']), title: z.string(), scos: z.array(z.object({ id: z.string(), title: z.string() })) }).nullable(),
})

const which = z.strictObject({ material: ref })

/** Training content: in the central repository, and in courses. */
export const materialsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/materials', summary: 'The central repository: materials that several courses may use, with those that do.' } })
    .input(z.strictObject({ search, kind: materialKind.optional(), sort: z.enum(['title', 'code']).optional(), direction, ...countedPaging })).output(countedPage(listed))
    .query(({ ctx, input }) => listMaterials(ctx.q, input)),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/materials/{material}', summary: 'One material with all that it holds, by id; those of the central repository by code, too.' } })
    .input(which).output(material)
    .query(({ ctx, input }) => found(ctx.q, input.material)),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/materials', status: 201, summary: 'A new material in the central repository. Files are uploaded to /files first and named by `fileId`.' } })
    .input(z.strictObject(fields)).output(material)
    .mutation(async ({ ctx, input }) => found(ctx.tx, await createMaterial(ctx, input))),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/materials/{material}', summary: 'Changes any of its properties, in every course that uses it. What people did in it stays.' } })
    .input(z.strictObject({ material: ref, version, ...z.object(fields).partial().shape })).output(material)
    .mutation(async ({ ctx, input: { material: ref, ...changes } }) => found(ctx.tx, await updateMaterial(ctx, ref, changes))),

  share: procedure
    .meta({ rest: { method: 'POST', path: '/materials/{material}/share', summary: 'Moves a course’s own material into the central repository, with everybody’s progress.' } })
    .input(z.strictObject({ material: ref, code: text.optional() })).output(material)
    .mutation(async ({ ctx, input }) => found(ctx.tx, await shareMaterial(ctx, input.material, input.code))),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/materials/{material}', status: 204, summary: 'Deletes a material that no course uses, with everybody’s progress in it.' } })
    .input(which).mutation(({ ctx, input }) => deleteMaterial(ctx, input.material)),

  preview: procedure
    .input(z.strictObject({ material: ref, sco: z.int().min(0) })).output(z.object({ url: z.string() }))
    .query(async ({ ctx, input }) => {
      // An address is a person's own: a program has none to be shown anything under.
      if (!ctx.person) throw new DomainError('FORBIDDEN')
      const { id, package: scorm, file } = await found(ctx.q, input.material)
      if (!scorm || !file || input.sco >= scorm.scos.length) throw new DomainError('MATERIAL_NOT_FOUND', { material: input.material })
      return { url: launchUrl(ctx.deps.secret, scorm, { personId: ctx.person.id, materialId: id, packageId: file.id, sco: input.sco, tracked: false }) }
    }),

  ofCourse: procedure
    .meta({ rest: { method: 'GET', path: '/courses/{course}/materials', whole: true, summary: 'The materials of a course in their order.' } })
    .input(z.strictObject({ course: ref, ...wholePaging })).output(page(listed))
    .query(async ({ ctx, input }) => pageOfWhole(await listCourseMaterials(ctx.q, await courseId(ctx.q, input.course)), input)),

  add: procedure
    .meta({ rest: { method: 'POST', path: '/courses/{course}/materials', status: 201, summary: 'Adds a new material at the end, or with `material` one of the central repository.' } })
    .input(z.strictObject({ course: ref, material: ref.optional(), ...z.object(fields).partial().shape, shared: z.boolean().optional() })).output(material)
    .mutation(async ({ ctx, input: { course, material: known, ...given } }) => found(ctx.tx, await addMaterial(ctx, course, known === undefined ? newOne(given) : alone(known, given)))),

  remove: procedure
    .meta({ rest: { method: 'DELETE', path: '/courses/{course}/materials/{material}', status: 204, summary: 'Takes a material out. One of the central repository stays there; one of the course alone is deleted, with everybody’s progress in it.' } })
    .input(z.strictObject({ course: ref, material: ref })).mutation(({ ctx, input }) => removeMaterial(ctx, input.course, input.material)),

  reorder: procedure
    .meta({ rest: { method: 'PUT', path: '/courses/{course}/materials', status: 204, summary: 'Puts the materials into this order; all of them are named, by id.' } })
    .input(z.strictObject({ course: ref, order: z.array(z.uuid()).max(1000) })).mutation(({ ctx, input }) => reorderMaterials(ctx, input.course, input.order)),
})

async function found(q: Queryable, which: string) {
  const row = await findMaterial(q, which)
  if (!row) throw new DomainError('MATERIAL_NOT_FOUND', { material: which })
  return row
}

async function courseId(q: Queryable, which: string): Promise<string> {
  const course = await findItem(q, 'course', which)
  if (!course) throw new DomainError('ITEM_NOT_FOUND', { code: which })
  return course.id
}

type Given = Partial<z.output<typeof newMaterial>>

function newOne(given: Given) {
  return newMaterial.parse(given)
}

function alone(material: string, given: Given) {
  if (Object.values(given).some((value) => value !== undefined)) throw new DomainError('VALIDATION', { detail: '“material” names one that is there already, so nothing else can be said of it here' })
  return { material }
}

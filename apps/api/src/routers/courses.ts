import { createCourse } from '@recert/actions/courses/create-course'
import { deleteCourse } from '@recert/actions/courses/delete-course'
import { updateCourse } from '@recert/actions/courses/update-course'
import type { Queryable } from '@recert/db/client'
import { countItemUses, findListedItem, type ItemListed, listItems } from '@recert/db/queries/items'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { countedPage, countedPaging, direction, instantOut, itemUses, named, ref, search, text, version } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import { newMaterial } from './materials.ts'

const course = z.object({
  id: z.string(), kind: z.literal('course'), code: z.string(), name: z.string(), description: z.string(), selfEnrolment: z.boolean(), activityId: z.string().nullable(),
  version: z.int(), createdAt: instantOut, materialCount: z.int(), enrolledCount: z.int(), certifications: z.array(named),
})
const which = z.strictObject({ course: ref })

export const coursesRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/courses', summary: 'Courses, by code unless `sort` says otherwise.' } })
    .input(z.strictObject({ search, sort: z.enum(['code', 'name']).optional(), direction, ...countedPaging })).output(countedPage(course))
    .query(async ({ ctx, input }) => {
      const { items, ...rest } = await listItems(ctx.q, ctx.scope, { kind: 'course', ...input })
      return { items: items.map(shown), ...rest }
    }),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/courses/{course}', summary: 'One course, by id or code.' } })
    .input(which).output(course)
    .query(({ ctx, input }) => found(ctx.q, ctx.scope, input.course)),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/courses', status: 201, summary: 'A new course, with its materials in their order.' } })
    .input(z.strictObject({
      code: text, name: text, description: text.default(''), selfEnrolment: z.boolean().default(false), activityId: text.nullable().default(null),
      materials: z.array(newMaterial).max(1000).default([]),
    }))
    .output(course)
    .mutation(async ({ ctx, input }) => found(ctx.tx, ctx.scope, await createCourse(ctx, input))),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/courses/{course}', summary: 'Changes any of its properties.' } })
    .input(z.strictObject({
      course: ref, version, code: text.optional(), name: text.optional(), description: text.optional(), selfEnrolment: z.boolean().optional(), activityId: text.nullish(),
    }))
    .output(course)
    .mutation(async ({ ctx, input: { course: which, ...changes } }) => found(ctx.tx, ctx.scope, await updateCourse(ctx, which, changes))),

  uses: procedure
    .meta({ rest: { method: 'GET', path: '/courses/{course}/uses', summary: 'What keeps it from being deleted: plans, certifications, and what people did.' } })
    .input(which).output(itemUses)
    .query(async ({ ctx, input }) => countItemUses(ctx.q, (await found(ctx.q, ctx.scope, input.course)).id)),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/courses/{course}', status: 204, summary: 'Deletes a course that nothing uses, with the materials that belong to it alone.' } })
    .input(which).mutation(({ ctx, input }) => deleteCourse(ctx, input.course)),
})

const shown = ({ kind: _, parts, ...row }: ItemListed) => ({ ...row, kind: 'course' as const, materialCount: parts })

async function found(q: Queryable, scope: Scope, which: string) {
  const row = await findListedItem(q, scope, 'course', which)
  if (!row) throw new DomainError('ITEM_NOT_FOUND', { code: which })
  return shown(row)
}

import { createLearningPlan } from '@recert/actions/learning-plans/create-learning-plan'
import { deleteLearningPlan } from '@recert/actions/learning-plans/delete-learning-plan'
import { updateLearningPlan } from '@recert/actions/learning-plans/update-learning-plan'
import type { Queryable } from '@recert/db/client'
import { countItemUses, findListedItem, type ItemListed, listItems } from '@recert/db/queries/items'
import { listPlanCourses } from '@recert/db/queries/learning-plans'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { countedPage, countedPaging, direction, instantOut, itemUses, named, ref, search, text, version } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const listed = z.object({
  id: z.string(), kind: z.literal('learning_plan'), code: z.string(), name: z.string(), description: z.string(),
  version: z.int(), createdAt: instantOut, courseCount: z.int(), enrolledCount: z.int(), certifications: z.array(named),
})
const plan = listed.extend({ courses: z.array(z.object({ id: z.string(), code: z.string(), name: z.string(), materialCount: z.int() })) })
const which = z.strictObject({ plan: ref })
const courses = z.array(ref).max(1000)

export const learningPlansRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/learning-plans', summary: 'Learning plans, by code unless `sort` says otherwise.' } })
    .input(z.strictObject({ search, sort: z.enum(['code', 'name']).optional(), direction, ...countedPaging })).output(countedPage(listed))
    .query(async ({ ctx, input }) => {
      const { items, ...rest } = await listItems(ctx.q, ctx.scope, { kind: 'learning_plan', ...input })
      return { items: items.map(shown), ...rest }
    }),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/learning-plans/{plan}', summary: 'One learning plan with its courses, by id or code.' } })
    .input(which).output(plan)
    .query(({ ctx, input }) => found(ctx.q, ctx.scope, input.plan)),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/learning-plans', status: 201, summary: 'A new learning plan over existing courses, in their order.' } })
    .input(z.strictObject({ code: text, name: text, description: text.default(''), courses: courses.default([]) })).output(plan)
    .mutation(async ({ ctx, input }) => found(ctx.tx, ctx.scope, await createLearningPlan(ctx, input))),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/learning-plans/{plan}', summary: 'Changes any of its properties; `courses` are all of its courses in their order. Who is enrolled in the plan follows.' } })
    .input(z.strictObject({ plan: ref, version, code: text.optional(), name: text.optional(), description: text.optional(), courses: courses.optional() })).output(plan)
    .mutation(async ({ ctx, input: { plan: which, ...changes } }) => found(ctx.tx, ctx.scope, await updateLearningPlan(ctx, which, changes))),

  uses: procedure
    .meta({ rest: { method: 'GET', path: '/learning-plans/{plan}/uses', summary: 'What keeps it from being deleted: certifications, and what people did.' } })
    .input(which).output(itemUses)
    .query(async ({ ctx, input }) => countItemUses(ctx.q, (await found(ctx.q, ctx.scope, input.plan)).id)),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/learning-plans/{plan}', status: 204, summary: 'Deletes a learning plan that nothing uses. Its courses stay.' } })
    .input(which).mutation(({ ctx, input }) => deleteLearningPlan(ctx, input.plan)),
})

const shown = ({ kind: _, selfEnrolment: __, activityId: ___, parts, ...row }: ItemListed) => ({ ...row, kind: 'learning_plan' as const, courseCount: parts })

async function found(q: Queryable, scope: Scope, which: string) {
  const row = await findListedItem(q, scope, 'learning_plan', which)
  if (!row) throw new DomainError('ITEM_NOT_FOUND', { code: which })
  return { ...shown(row), courses: await listPlanCourses(q, row.id) }
}

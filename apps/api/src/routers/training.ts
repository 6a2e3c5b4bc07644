import { createCourse } from '@recert/actions/training/create-course'
import { createLearningPlan } from '@recert/actions/training/create-learning-plan'
import { listItems } from '@recert/db/queries/items'
import { z } from 'zod'
import { instantOut, itemKind, page, paging, search } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const item = z.object({ id: z.string(), kind: itemKind, code: z.string(), name: z.string(), version: z.int(), createdAt: instantOut })
const material = z.strictObject({ code: z.string(), title: z.string(), kind: z.string().max(32), shared: z.boolean().default(false) })
const code = z.string()

export const coursesRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/courses', summary: 'Courses, by code.' } })
    .input(z.strictObject({ search, ...paging })).output(page(item))
    .query(({ ctx, input }) => listItems(ctx.q, { kind: 'course', ...input })),
  create: procedure
    .meta({ rest: { method: 'POST', path: '/courses', status: 201, summary: 'A new course, with its materials in their order.' } })
    .input(z.strictObject({ code, name: z.string(), materials: z.array(material).max(1000).default([]) })).output(item)
    .mutation(({ ctx, input }) => createCourse(ctx, input)),
})

export const learningPlansRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/learning-plans', summary: 'Learning plans, by code.' } })
    .input(z.strictObject({ search, ...paging })).output(page(item))
    .query(({ ctx, input }) => listItems(ctx.q, { kind: 'learning_plan', ...input })),
  create: procedure
    .meta({ rest: { method: 'POST', path: '/learning-plans', status: 201, summary: 'A new learning plan over existing courses, in their order.' } })
    .input(z.strictObject({ code, name: z.string(), courses: z.array(code).max(1000).default([]) })).output(item)
    .mutation(({ ctx, input }) => createLearningPlan(ctx, input)),
})

import { answerQuiz } from '@recert/actions/learning/answer-quiz'
import { commitScorm } from '@recert/actions/learning/commit-scorm'
import { confirmMaterial } from '@recert/actions/learning/confirm-material'
import { enrolOneself } from '@recert/actions/learning/enrol-oneself'
import { getCourse } from '@recert/actions/learning/get-course'
import { getMaterial } from '@recert/actions/learning/get-material'
import { listCourses } from '@recert/actions/learning/list-courses'
import { listPlans } from '@recert/actions/learning/list-plans'
import { openMaterial } from '@recert/actions/learning/open-material'
import { savePosition } from '@recert/actions/learning/save-position'
import { listCatalogue } from '@recert/db/queries/learning'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { instantOut, materialKind, page, paging, ref, search, text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const state = z.enum(['not_started', 'in_progress', 'completed'])
const named = z.object({ id: z.string(), name: z.string() })
const course = z.object({
  id: z.string(), code: z.string(), name: z.string(), description: z.string(), enrolledAt: instantOut, state,
  completedAt: instantOut.nullable(), askedAgainAt: instantOut.nullable(), materials: z.int(), materialsDone: z.int(),
})
const plan = course.pick({ id: true, code: true, name: true, description: true, enrolledAt: true, completedAt: true, askedAgainAt: true })
  .extend({ completed: z.boolean(), courses: z.array(course) })
const content = z.object({ id: z.string(), title: z.string(), kind: materialKind, state, completedAt: instantOut.nullable(), score: z.number().nullable(), empty: z.boolean() })
const outcome = z.object({
  certificationId: z.string(), certificationName: z.string(), outcome: z.enum(['awarded', 'renewed', 'kept', 'refused']),
  message: z.string().nullable(), awardId: z.string().nullable(), expiresAt: instantOut.nullable(),
})
const question = z.object({ id: z.string(), text: z.string(), kind: z.enum(['single', 'multiple']), answers: z.array(z.object({ id: z.string(), text: z.string() })) })
const quiz = z.object({
  passMark: z.int(), attempts: z.int(), questions: z.array(question), used: z.int(), left: z.int().nullable(),
  last: z.object({ at: instantOut, score: z.number(), passed: z.boolean() }).nullable(),
})
const material = content.extend({
  courseId: z.string(), body: z.string(), url: z.string().nullable(), position: z.number(),
  file: z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.int() }).nullable(),
  quiz: quiz.nullable(),
  scorm: z.object({ version: z.enum(['1.2', '2004']), scos: z.array(z.object({ id: z.string(), title: z.string(), done: z.boolean(), url: z.string() })) }).nullable(),
})

const which = { course: ref, material: ref }
/** The courses and plans that this completed. */
const completed = z.object({ completed: z.array(z.string()) })

const SCO_VALUES_MOST = 20_000
/** Of names and values together: the data model's own limits come to less. */
const SCO_CHARACTERS_MOST = 500_000
const scoData = z.record(text.max(250), text)
  .refine((data) => Object.keys(data).length <= SCO_VALUES_MOST, `has more than ${SCO_VALUES_MOST} values`)
  .refine((data) => Object.entries(data).reduce((sum, [name, value]) => sum + name.length + value.length, 0) <= SCO_CHARACTERS_MOST, `has more than ${SCO_CHARACTERS_MOST} characters`)

/** R11.1, R12.1: what a learner has to do, and doing it. Everything is about the signed-in person; nothing they send says when, or how well. */
export const learningRouter = router({
  courses: procedure
    .input(z.strictObject({ done: z.boolean().optional(), ...paging })).output(page(course.extend({ plans: z.array(named) })))
    .query(({ ctx, input }) => listCourses(ctx.q, me(ctx), input)),

  plans: procedure
    .input(z.strictObject(paging)).output(page(plan))
    .query(({ ctx, input }) => listPlans(ctx.q, me(ctx), input)),

  catalogue: procedure
    .input(z.strictObject({ search, ...paging }))
    .output(page(z.object({ id: z.string(), code: z.string(), name: z.string(), description: z.string(), materials: z.int() })))
    .query(({ ctx, input }) => listCatalogue(ctx.q, me(ctx), input)),

  enrol: procedure
    .input(z.strictObject({ course: ref })).output(z.object({ id: z.string() }))
    .mutation(async ({ ctx, input }) => ({ id: await enrolOneself(ctx, me(ctx), input.course) })),

  course: procedure
    .input(z.strictObject({ course: ref })).output(course.extend({ plans: z.array(named), contents: z.array(content), outcomes: z.array(outcome) }))
    .query(({ ctx, input }) => getCourse(ctx.q, me(ctx), input.course, { language: ctx.language, told: ctx.organisation.features.includes('certifications') })),

  material: procedure
    .input(z.strictObject(which)).output(material)
    .query(({ ctx, input }) => getMaterial(ctx.q, me(ctx), input, { now: ctx.now, secret: ctx.deps.secret })),

  open: procedure
    .input(z.strictObject(which)).output(completed)
    .mutation(({ ctx, input }) => openMaterial(ctx, me(ctx), input)),

  confirm: procedure
    .input(z.strictObject(which)).output(completed)
    .mutation(({ ctx, input }) => confirmMaterial(ctx, me(ctx), input)),

  savePosition: procedure
    .input(z.strictObject({ ...which, position: z.number().min(0).max(1_000_000) }))
    .mutation(({ ctx, input }) => savePosition(ctx, me(ctx), input)),

  answerQuiz: procedure
    .input(z.strictObject({ ...which, answers: z.record(text.max(100), z.array(text.max(100)).max(100)) }))
    .output(completed.extend({ score: z.number(), passed: z.boolean(), right: z.array(z.string()), left: z.int().nullable() }))
    .mutation(({ ctx, input }) => answerQuiz(ctx, me(ctx), input)),

  commitScorm: procedure
    .input(z.strictObject({ ...which, sco: text.max(4000), data: scoData })).output(completed.extend({ done: z.boolean() }))
    .mutation(({ ctx, input }) => commitScorm(ctx, me(ctx), input)),
})

function me({ person }: { person: { id: string } | null }): string {
  if (!person) throw new DomainError('UNAUTHENTICATED')
  return person.id
}

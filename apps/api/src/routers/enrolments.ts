import { endEnrolment } from '@recert/actions/enrolments/end-enrolment'
import { enrolPeople } from '@recert/actions/enrolments/enrol-people'
import { resolveSelection } from '@recert/actions/selections/resolve-selection'
import { listEnrolments } from '@recert/db/queries/enrolments'
import { listItemCandidates } from '@recert/db/queries/items'
import { findPerson } from '@recert/db/queries/people'
import { countSelectedByState } from '@recert/db/queries/selections'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { countedPage, countedPaging, instantOut, itemCandidate, itemKind, page, paging, ref, search, selection } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const enrolment = z.object({
  id: z.string(), personId: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(), active: z.boolean(),
  kind: itemKind, itemCode: z.string(), itemName: z.string(), via: z.enum(['admin', 'self', 'plan', 'renewal']), enrolledAt: instantOut,
  completedAt: instantOut.nullable(), materialsDone: z.int(), materials: z.int(),
})

/** Who is to do which course or learning plan. */
export const enrolmentsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/enrolments', summary: 'Who is enrolled in what, and how far; the latest first.' } })
    .input(z.strictObject({ username: ref.optional(), kind: itemKind.optional(), itemCode: ref.optional(), search, completed: z.boolean().optional(), ...countedPaging }))
    .output(countedPage(enrolment))
    .query(({ ctx, input: { username, ...filter } }) => listEnrolments(ctx.q, ctx.scope, { ...filter, person: username })),

  candidates: procedure
    .input(z.strictObject({ username: ref.optional(), search, kind: itemKind.optional(), ...paging })).output(page(itemCandidate))
    .query(async ({ ctx, input: { username, ...filter } }) => {
      if (username === undefined) return listItemCandidates(ctx.q, null, filter)
      const person = await findPerson(ctx.q, ctx.scope, username)
      if (!person) throw new DomainError('PERSON_NOT_FOUND', { person: username })
      return listItemCandidates(ctx.q, { personId: person.id }, filter)
    }),

  /** Changes nothing; a mutation, because a selection may be longer than an address. */
  preview: procedure
    .input(z.strictObject(selection)).output(z.object({ people: z.int(), deactivated: z.int() }))
    .mutation(async ({ ctx, input }) => countSelectedByState(ctx.tx, ctx.scope, await resolveSelection(ctx.tx, ctx.scope, input))),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/enrolments', status: 201, job: true, summary: 'Enrols people, groups and branches in courses and learning plans. More than 500 people become a job: 202 with its `jobId`.' } })
    .input(z.strictObject({
      ...selection, items: z.array(z.strictObject({ kind: itemKind, code: ref })).min(1).max(100).optional(),
      username: ref.optional(), kind: itemKind.optional(), itemCode: ref.optional(),
    }).refine(({ items, kind, itemCode }) => (items !== undefined) !== (kind !== undefined && itemCode !== undefined), 'name the items either under “items” or by “kind” and “itemCode”'))
    .output(z.object({ enrolled: z.int().nullable(), jobId: z.string().nullable() }))
    .mutation(({ ctx, input: { items, username, kind, itemCode, ...named } }) =>
      enrolPeople(ctx, ctx.deps.boss, ctx.scope, { ...named, usernames: username === undefined ? named.usernames : [...(named.usernames ?? []), username], items: items ?? (kind && itemCode !== undefined ? [{ kind, code: itemCode }] : []) })),

  end: procedure
    .meta({ rest: { method: 'DELETE', path: '/enrolments/{enrolment}', status: 204, summary: 'Ends an enrolment. What was done in the course is kept.' } })
    .input(z.strictObject({ enrolment: ref }))
    .mutation(({ ctx, input }) => endEnrolment(ctx, ctx.scope, input.enrolment)),
})

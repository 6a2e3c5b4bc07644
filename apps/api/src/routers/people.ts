import { createPerson } from '@recert/actions/people/create-person'
import { updatePerson } from '@recert/actions/people/update-person'
import type { Queryable } from '@recert/db/client'
import { findPerson, listPeople } from '@recert/db/queries/people'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { countedPage, direction, paging, ref, role, search, version } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const person = z.object({
  id: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(), email: z.string().nullable(), timeZone: z.string(), language: z.string(),
  role, active: z.boolean(), branchId: z.string().nullable(), branchPath: z.string().nullable(), groups: z.array(z.string()), version: z.int(), awardCount: z.int(),
})

const fields = {
  firstName: z.string(), lastName: z.string(), email: z.string().nullish(), timeZone: z.string(), language: z.string(),
  /** Names from the top down, separated by slashes; branches that are missing are made. */
  branchPath: z.string().max(2000).nullish(), groups: z.array(z.string().max(255)).max(100).optional(),
  role, active: z.boolean(), password: z.string().optional(),
}

export const peopleRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/people', summary: 'People, with branch, groups and how many certifications they hold.' } })
    .input(z.strictObject({ search, branchId: z.uuid().optional(), role: role.optional(), active: z.boolean().optional(), username: ref.optional(), sort: z.enum(['username', 'last_name']).optional(), direction, ...paging }))
    .output(countedPage(person))
    .query(({ ctx, input: { username, ...filter } }) => listPeople(ctx.q, ctx.scope, { ...filter, person: username })),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/people/{person}', summary: 'One person, by id or username.' } })
    .input(z.strictObject({ person: ref })).output(person)
    .query(({ ctx, input }) => found(ctx.q, ctx.scope, input.person)),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/people', status: 201, summary: 'A new person; with a password, one who can sign in.' } })
    .input(z.strictObject({ username: z.string(), ...fields, role: role.default('learner'), active: z.boolean().default(true) })).output(person)
    .mutation(async ({ ctx, input }) => found(ctx.tx, ctx.scope, await createPerson(ctx, input))),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/people/{person}', summary: 'Changes any of a person’s properties. Deactivated people keep their history and cannot sign in.' } })
    .input(z.strictObject({ person: ref, version, ...z.object({ username: z.string(), ...fields }).partial().shape })).output(person)
    .mutation(async ({ ctx, input: { person: which, ...changes } }) => {
      const { id } = await found(ctx.tx, ctx.scope, which)
      await updatePerson(ctx, id, changes)
      return found(ctx.tx, ctx.scope, id)
    }),
})

async function found(q: Queryable, scope: Scope, which: string) {
  const row = await findPerson(q, scope, which)
  if (!row) throw new DomainError('PERSON_NOT_FOUND', { person: which })
  return row
}

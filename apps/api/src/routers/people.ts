import { type BulkAction, changePeople, type PeopleMeant } from '@recert/actions/people/change-people'
import { createPerson } from '@recert/actions/people/create-person'
import { updatePerson } from '@recert/actions/people/update-person'
import type { Queryable } from '@recert/db/client'
import { findPerson, findRights, listPeople } from '@recert/db/queries/people'
import type { Caller, Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { ACCESS, checkAccess } from '../access.ts'
import { managerOf } from '../managers.ts'
import { recordOf, recordOut } from '../record-shapes.ts'
import { countedPage, countedPaging, direction, idFilter, ref, role, search, text, version } from '../shapes.ts'
import { procedure, type RequestContext, router } from '../trpc.ts'
import { peopleChanged, person, rights, rightsIn } from './people-shapes.ts'

/** Rights are told to superadmins only. */
const personInFull = person.extend({ rights: z.object(rights).nullable() })

const fields = {
  firstName: text, lastName: text, email: text.nullish(), timeZone: text, language: text,
  /** Names from the top down, separated by slashes; branches that are missing are made. */
  branchPath: text.max(2000).nullish(), groups: z.array(text.max(255)).max(100).optional(),
  role, active: z.boolean(), password: text.optional(), ...rightsIn,
}

const filter = {
  search, branchId: idFilter, groupId: idFilter, role: role.optional(), active: z.boolean().optional(),
  /** Only those who hold a valid award; with `certificationCode`, of that certification. */
  certified: z.literal(true).optional(), certificationCode: ref.optional(),
}

/** A filter as queries take it. Who holds what is told to those alone who may see awards. */
function filterAt<Asked extends z.output<z.ZodObject<typeof filter>>>({ certified, certificationCode, ...asked }: Asked, { caller, organisation, now }: Pick<RequestContext, 'caller' | 'organisation' | 'now'>) {
  if (!certified && certificationCode === undefined) return asked
  checkAccess(ACCESS['awards.list'], caller, organisation.features)
  return { ...asked, certified: { now, certification: certificationCode } }
}

const bulk = z.strictObject({
  usernames: z.array(ref).min(1).max(10_000).optional(), filter: z.strictObject(filter).optional(),
  do: z.enum(['move', 'add_to_group', 'remove_from_group', 'deactivate', 'activate']),
  branch: text.min(1).max(2000).nullish(), group: ref.optional(), dryRun: z.boolean().default(false),
})

export const peopleRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/people', summary: 'People, with branch, groups and how many certifications they hold.' } })
    .input(z.strictObject({ ...filter, username: ref.optional(), sort: z.enum(['username', 'last_name']).optional(), direction, ...countedPaging }))
    .output(countedPage(person))
    .query(({ ctx, input: { username, ...asked } }) => listPeople(ctx.q, ctx.scope, { ...filterAt(asked, ctx), person: username })),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/people/{person}', summary: 'One person, by id or username.' } })
    .input(z.strictObject({ person: ref })).output(personInFull)
    .query(({ ctx, input }) => inFull(ctx, ctx.q, input.person)),

  record: procedure
    .meta({ rest: { method: 'GET', path: '/people/{person}/record', summary: 'The certification record: everything that a person holds and held, through what, with its proof. `history` adds the events.' } })
    .input(z.strictObject({ person: ref, history: z.boolean().default(false) })).output(recordOut)
    .query(({ ctx, input }) => recordOf(ctx, input.person, input.history)),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/people', status: 201, summary: 'A new person; with a password, one who can sign in. Power users add learners within their scope.' } })
    .input(z.strictObject({ username: text, ...fields, role: role.default('learner'), active: z.boolean().default(true) })).output(personInFull)
    .mutation(async ({ ctx, input }) => inFull(ctx, ctx.tx, await createPerson(ctx, input, managerOf(ctx)))),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/people/{person}', summary: 'Changes any of a person’s properties. Deactivated people keep their history and cannot sign in.' } })
    .input(z.strictObject({ person: ref, version, ...z.object({ username: text, ...fields }).partial().shape })).output(personInFull)
    .mutation(async ({ ctx, input: { person: which, ...changes } }) => {
      const { id } = await found(ctx.tx, ctx.scope, which)
      await updatePerson(ctx, id, changes, managerOf(ctx))
      return inFull(ctx, ctx.tx, id)
    }),

  bulk: procedure
    .meta({ rest: { method: 'POST', path: '/people/bulk', summary: 'Does the same to many people, named by `usernames` or all who fit a `filter`; with `dryRun` only counts them.' } })
    .input(bulk).output(peopleChanged)
    .mutation(({ ctx, input }) => changePeople(ctx, meantBy(input, ctx), actionOf(input), managerOf(ctx), { dryRun: input.dryRun })),
})

type Bulk = z.output<typeof bulk>

function meantBy({ usernames, filter: all }: Bulk, ctx: Parameters<typeof filterAt>[1]): PeopleMeant {
  if (usernames && !all) return { usernames }
  if (all && !usernames) return { filter: filterAt(all, ctx) }
  throw new DomainError('VALIDATION', { detail: 'people are meant either by “usernames” or by “filter”' })
}

function actionOf(input: Bulk): BulkAction {
  const { branch, group } = input
  const asked = (needed: boolean, name: string, value: unknown): void => {
    if (needed !== (value !== undefined)) throw new DomainError('VALIDATION', { detail: `“${input.do}” ${needed ? 'needs' : 'takes no'} “${name}”` })
  }
  asked(input.do === 'move', 'branch', branch)
  asked(input.do === 'add_to_group' || input.do === 'remove_from_group', 'group', group)
  if (input.do === 'move') return { do: 'move', branch: branch ?? null }
  if (input.do === 'add_to_group' || input.do === 'remove_from_group') return { do: input.do, group: group ?? '' }
  return { do: input.do }
}

async function found(q: Queryable, scope: Scope, which: string) {
  const row = await findPerson(q, scope, which)
  if (!row) throw new DomainError('PERSON_NOT_FOUND', { person: which })
  return row
}

async function inFull({ caller, scope }: { caller: Caller; scope: Scope }, q: Queryable, which: string) {
  const row = await found(q, scope, which)
  return { ...row, rights: caller.kind !== 'anonymous' && caller.role === 'superadmin' ? await findRights(q, row.id) : null }
}

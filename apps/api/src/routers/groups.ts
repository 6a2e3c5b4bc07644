import { createGroup } from '@recert/actions/groups/create-group'
import { deleteGroup } from '@recert/actions/groups/delete-group'
import { renameGroup } from '@recert/actions/groups/rename-group'
import { changePeople } from '@recert/actions/people/change-people'
import { groupFor, UNLIMITED } from '@recert/actions/people/manager'
import type { Queryable } from '@recert/db/client'
import { listGroups } from '@recert/db/queries/groups'
import { listPeople } from '@recert/db/queries/people'
import { resolveGroups } from '@recert/db/queries/selections'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { managerOf } from '../managers.ts'
import { countedPage, countedPaging, direction, page, ref, search, text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import { pageOfWhole, wholePaging } from '../whole-list.ts'
import { peopleChanged, person } from './people-shapes.ts'

const group = z.object({ id: z.string(), name: z.string(), peopleCount: z.int() })

export const groupsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/groups', whole: true, summary: 'All groups; of whoever looks after a part, theirs.' } })
    .input(z.strictObject(wholePaging).default({})).output(page(group)).query(async ({ ctx, input }) => pageOfWhole(await listGroups(ctx.q, ctx.scope), input)),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/groups', status: 201, summary: 'A new group.' } })
    .input(z.strictObject({ name: text })).output(z.object({ id: z.string() }))
    .mutation(async ({ ctx, input }) => ({ id: await createGroup(ctx, input) })),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/groups/{group}', status: 204, summary: 'Renames a group.' } })
    .input(z.strictObject({ group: ref, name: text }))
    .mutation(async ({ ctx, input }) => renameGroup(ctx, await groupFor(ctx.tx, UNLIMITED, input.group), input.name)),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/groups/{group}', status: 204, summary: 'Deletes a group; the people who were in it stay.' } })
    .input(z.strictObject({ group: ref }))
    .mutation(async ({ ctx, input }) => { await deleteGroup(ctx, await groupFor(ctx.tx, UNLIMITED, input.group)) }),

  members: procedure
    .meta({ rest: { method: 'GET', path: '/groups/{group}/members', summary: 'The people of a group.' } })
    .input(z.strictObject({ group: ref, search, sort: z.enum(['username', 'last_name']).optional(), direction, ...countedPaging })).output(countedPage(person))
    .query(async ({ ctx, input: { group: which, ...filter } }) => listPeople(ctx.q, ctx.scope, { ...filter, groupId: await seen(ctx.q, ctx.scope, which) })),

  addMembers: procedure
    .meta({ rest: { method: 'POST', path: '/groups/{group}/members', summary: 'Adds people to a group, by username or id.' } })
    .input(z.strictObject({ group: ref, usernames: z.array(ref).min(1).max(10_000) })).output(peopleChanged)
    .mutation(({ ctx, input }) => changePeople(ctx, { usernames: input.usernames }, { do: 'add_to_group', group: input.group }, managerOf(ctx))),

  removeMember: procedure
    .meta({ rest: { method: 'DELETE', path: '/groups/{group}/members/{person}', status: 204, summary: 'Takes somebody out of a group. POST /people/bulk does it for many.' } })
    .input(z.strictObject({ group: ref, person: ref }))
    .mutation(async ({ ctx, input }) => {
      const { notYours } = await changePeople(ctx, { usernames: [input.person] }, { do: 'remove_from_group', group: input.group }, managerOf(ctx))
      if (notYours > 0) throw new DomainError('ROLE_NOT_YOURS')
    }),
})

/** A group that the caller may see. Another answers as if it were not there. */
async function seen(q: Queryable, scope: Scope, group: string): Promise<string> {
  const { ids: [id] } = await resolveGroups(q, scope, [group])
  if (id === undefined) throw new DomainError('GROUP_NOT_FOUND', { group })
  return id
}

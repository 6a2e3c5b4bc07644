import { createBranch } from '@recert/actions/people/create-branch'
import { createGroup } from '@recert/actions/people/create-group'
import { listBranches, listGroups } from '@recert/db/queries/branches'
import { z } from 'zod'
import { all } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const branch = z.object({ id: z.string(), parentId: z.string().nullable(), name: z.string(), path: z.string(), peopleCount: z.int() })
const group = z.object({ id: z.string(), name: z.string(), peopleCount: z.int() })

export const branchesRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/branches', summary: 'The whole tree, parents before children.' } })
    .output(all(branch)).query(async ({ ctx }) => ({ items: await listBranches(ctx.q) })),
  create: procedure
    .meta({ rest: { method: 'POST', path: '/branches', status: 201, summary: 'A new branch, below another or at the top.' } })
    .input(z.strictObject({ name: z.string(), parentId: z.uuid().nullish() })).output(z.object({ id: z.string() }))
    .mutation(async ({ ctx, input }) => ({ id: await createBranch(ctx, input) })),
})

export const groupsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/groups', summary: 'All groups.' } })
    .output(all(group)).query(async ({ ctx }) => ({ items: await listGroups(ctx.q) })),
  create: procedure
    .meta({ rest: { method: 'POST', path: '/groups', status: 201, summary: 'A new group.' } })
    .input(z.strictObject({ name: z.string() })).output(z.object({ id: z.string() }))
    .mutation(async ({ ctx, input }) => ({ id: await createGroup(ctx, input) })),
})

import { createBranch } from '@recert/actions/branches/create-branch'
import { deleteBranch } from '@recert/actions/branches/delete-branch'
import { updateBranch } from '@recert/actions/branches/update-branch'
import { branchFor, UNLIMITED } from '@recert/actions/people/manager'
import type { Tx } from '@recert/db/client'
import { listBranches } from '@recert/db/queries/branches'
import { z } from 'zod'
import { page, text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import { pageOfWhole, wholePaging } from '../whole-list.ts'

const branch = z.object({ id: z.string(), parentId: z.string().nullable(), name: z.string(), path: z.string(), peopleCount: z.int() })
/** An id, or a path of names. */
const which = text.min(1).max(2000)
const place = { name: text, parentId: which.nullish() }
const made = z.object({ id: z.string() })

export const branchesRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/branches', whole: true, summary: 'The tree, parents before children; of whoever looks after a part, their branches and those below.' } })
    .input(z.strictObject(wholePaging).default({})).output(page(branch)).query(async ({ ctx, input }) => pageOfWhole(await listBranches(ctx.q, ctx.scope), input)),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/branches', status: 201, summary: 'A new branch, below another or at the top.' } })
    .input(z.strictObject(place)).output(made)
    .mutation(async ({ ctx, input: { name, parentId } }) => ({ id: await createBranch(ctx, { name, parentId: await idOf(ctx.tx, parentId) }) })),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/branches/{branch}', summary: 'Renames a branch, or moves it with all that is below it; `parentId: null` is the top.' } })
    .input(z.strictObject({ branch: which, ...z.object(place).partial().shape })).output(made)
    .mutation(async ({ ctx, input: { branch: named, name, parentId } }) => {
      const id = await branchFor(ctx.tx, UNLIMITED, named)
      await updateBranch(ctx, id, { name, parentId: parentId === undefined ? undefined : await idOf(ctx.tx, parentId) })
      return { id }
    }),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/branches/{branch}', status: 204, summary: 'Deletes a branch with nobody and nothing in it.' } })
    .input(z.strictObject({ branch: which }))
    .mutation(async ({ ctx, input }) => deleteBranch(ctx, await branchFor(ctx.tx, UNLIMITED, input.branch))),
})

const idOf = async (tx: Tx, branch: string | null | undefined): Promise<string | null> => (branch ? branchFor(tx, UNLIMITED, branch) : null)

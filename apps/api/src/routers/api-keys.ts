import { createApiKey } from '@recert/actions/api-keys/create-api-key'
import { revokeApiKey } from '@recert/actions/api-keys/revoke-api-key'
import { listApiKeys } from '@recert/db/queries/api-keys'
import { z } from 'zod'
import { all, instantOut, role } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

export const apiKeysRouter = router({
  list: procedure
    .output(all(z.object({ id: z.string(), name: z.string(), prefix: z.string(), role, createdAt: instantOut, revokedAt: instantOut.nullable() })))
    .query(async ({ ctx }) => ({ items: await listApiKeys(ctx.q) })),
  create: procedure
    .input(z.strictObject({ name: z.string(), role })).output(z.object({ id: z.string(), key: z.string() }))
    .mutation(({ ctx, input }) => createApiKey(ctx, input)),
  revoke: procedure
    .input(z.strictObject({ id: z.uuid() })).mutation(({ ctx, input }) => revokeApiKey(ctx, input.id)),
})

import { createApiKey } from '@recert/actions/api-keys/create-api-key'
import { revokeApiKey } from '@recert/actions/api-keys/revoke-api-key'
import { listApiKeys } from '@recert/db/queries/api-keys'
import { KEY_ROLES } from '@recert/domain/people'
import { z } from 'zod'
import { instantOut, page, ref, role, text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import { pageOfWhole, wholePaging } from '../whole-list.ts'
import { rights, rightsIn } from './people-shapes.ts'

export const apiKeysRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/api-keys', whole: true, summary: 'The keys of programs, revoked ones included; never the keys themselves.' } })
    .input(z.strictObject(wholePaging).default({})).output(page(z.object({ id: z.string(), name: z.string(), prefix: z.string(), role, ...rights, createdAt: instantOut, revokedAt: instantOut.nullable() })))
    .query(async ({ ctx, input }) => pageOfWhole(await listApiKeys(ctx.q), input)),
  create: procedure
    .meta({ rest: { method: 'POST', path: '/api-keys', status: 201, summary: 'A new key. It is in this answer and nowhere else.' } })
    .input(z.strictObject({ name: text, role: z.enum(KEY_ROLES, { error: `must be one of ${KEY_ROLES.join(', ')}: a learner’s key would open nothing` }), ...rightsIn })).output(z.object({ id: z.string(), key: z.string() }))
    .mutation(({ ctx, input }) => createApiKey(ctx, input)),
  revoke: procedure
    .meta({ rest: { method: 'DELETE', path: '/api-keys/{id}', status: 204, summary: 'Revokes a key: it opens nothing any more, at once.' } })
    .input(z.strictObject({ id: ref })).mutation(({ ctx, input }) => revokeApiKey(ctx, input.id)),
})

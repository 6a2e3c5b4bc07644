import { createCertification } from '@recert/actions/certifications/create-certification'
import { deleteCertification } from '@recert/actions/certifications/delete-certification'
import { retireCertification, unretireCertification } from '@recert/actions/certifications/retire-certification'
import { updateCertification } from '@recert/actions/certifications/update-certification'
import { countConsequences, findCertification, listCertifications } from '@recert/db/queries/certifications'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { countedPage, direction, instantOut, paging, ref, search, validity, version } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import type { Queryable } from '@recert/db/client'

const certification = z.object({
  id: z.string(), code: z.string().nullable(), name: z.string(), description: z.string(), validity, allowRetake: z.boolean(),
  retiredAt: instantOut.nullable(), version: z.int(), createdAt: instantOut, awardedCount: z.int(), itemCount: z.int(),
})

const named = z.strictObject({ certification: ref })

export const certificationsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/certifications', summary: 'The certifications that are not deleted.' } })
    .input(z.strictObject({ search, sort: z.enum(['name', 'code']).optional(), direction, retired: z.boolean().optional(), ...paging }))
    .output(countedPage(certification))
    .query(({ ctx, input }) => listCertifications(ctx.q, input)),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}', summary: 'One certification, by id or code.' } })
    .input(named).output(certification)
    .query(({ ctx, input }) => found(ctx.q, input.certification)),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/certifications', status: 201, summary: 'A new certification.' } })
    .input(z.strictObject({ name: z.string(), code: z.string().nullish(), description: z.string().default(''), validity, allowRetake: z.boolean().default(false) }))
    .output(certification)
    .mutation(async ({ ctx, input }) => found(ctx.tx, await createCertification(ctx, input))),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/certifications/{certification}', summary: 'Changes any of its properties. A new validity changes no existing award.' } })
    .input(z.strictObject({
      certification: ref, version, name: z.string().optional(), code: z.string().nullish(), description: z.string().optional(),
      validity: validity.optional(), allowRetake: z.boolean().optional(),
    }))
    .output(certification)
    .mutation(async ({ ctx, input: { certification: which, ...changes } }) => found(ctx.tx, await updateCertification(ctx, which, changes))),

  consequences: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}/consequences', summary: 'What deleting or retiring it would touch.' } })
    .input(named).output(z.object({ holding: z.int(), held: z.int(), items: z.int(), openRenewals: z.int() }))
    .query(async ({ ctx, input }) => countConsequences(ctx.q, (await found(ctx.q, input.certification)).id)),

  retire: procedure
    .meta({ rest: { method: 'POST', path: '/certifications/{certification}/retire', status: 204, summary: 'Keeps its history, awards nothing new.' } })
    .input(named).mutation(({ ctx, input }) => retireCertification(ctx, input.certification)),

  unretire: procedure
    .meta({ rest: { method: 'POST', path: '/certifications/{certification}/unretire', status: 204, summary: 'Takes it back into use.' } })
    .input(named).mutation(({ ctx, input }) => unretireCertification(ctx, input.certification)),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/certifications/{certification}', status: 204, summary: 'Hides it everywhere at once: from lists, from its holders’ history, from tracking.' } })
    .input(named).mutation(({ ctx, input }) => deleteCertification(ctx, input.certification)),
})

async function found(q: Queryable, which: string) {
  const row = await findCertification(q, which)
  if (!row) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which })
  return row
}

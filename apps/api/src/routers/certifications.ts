import { previewRedateAwards, startRedateAwards } from '@recert/actions/awards/redate-awards'
import { RESTORABLE_DAYS } from '@recert/actions/awards/undo-change'
import { createCertification } from '@recert/actions/certifications/create-certification'
import { deleteCertification } from '@recert/actions/certifications/delete-certification'
import { restoreCertification } from '@recert/actions/certifications/restore-certification'
import { retireCertification, unretireCertification } from '@recert/actions/certifications/retire-certification'
import { updateCertification } from '@recert/actions/certifications/update-certification'
import { countCycles, countStandings } from '@recert/db/queries/certification-figures'
import { countConsequences, findCertification, listCertifications } from '@recert/db/queries/certifications'
import type { Scope } from '@recert/domain/access'
import { listDeletedCertifications } from '@recert/db/queries/deleted-certifications'
import { DAY } from '@recert/domain/dates'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { countedPage, countedPaging, direction, instantOut, page, paging, ref, search, text, validity, version } from '../shapes.ts'
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
    .input(z.strictObject({
      search, sort: z.enum(['name', 'code']).optional(), direction, retired: z.boolean().optional(),
      /** Only those that somebody holds, be it expired, or only those that nobody does. */
      held: z.boolean().optional(), ...countedPaging,
    }))
    .output(countedPage(certification))
    .query(({ ctx, input }) => listCertifications(ctx.q, ctx.scope, input)),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}', summary: 'One certification, by id or code.' } })
    .input(named).output(certification)
    .query(({ ctx, input }) => found(ctx.q, ctx.scope, input.certification)),

  standings: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}/standings', summary: 'How many people hold it now, by standing.' } })
    .input(named).output(z.object({ total: z.int(), valid: z.int(), expiring: z.int(), expired: z.int(), alwaysValid: z.int() }))
    .query(async ({ ctx, input }) => countStandings(ctx.q, ctx.scope, (await found(ctx.q, ctx.scope, input.certification)).id, { now: ctx.now, expiringDays: ctx.organisation.expiringDays })),

  chain: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}/chain', summary: 'How its cycles followed each other, by what ended the one before, and by year. Years are those of the caller’s time zone, UTC for a key.' } })
    .input(named)
    .output(z.object({
      /** Cycles with none before. */
      first: z.int(),
      /** Cycles that took another’s place: before it expired (early), or later. */
      followed: z.array(z.object({ by: z.enum(['renewal', 'hand', 'import', 'external', 'completion', 'removed']), early: z.int(), late: z.int() })),
      /** Issued; renewed in time and late are those of them with one before. Lapsed: expired in that year without a next one by then. */
      years: z.array(z.object({ year: z.int(), issued: z.int(), inTime: z.int(), late: z.int(), lapsed: z.int() })),
    }))
    .query(async ({ ctx, input }) => {
      const { id } = await found(ctx.q, ctx.scope, input.certification)
      return chainOf(await countCycles(ctx.q, ctx.scope, id, { now: ctx.now, timeZone: ctx.person?.timeZone ?? 'UTC' }))
    }),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/certifications', status: 201, summary: 'A new certification.' } })
    .input(z.strictObject({ name: text, code: text.nullish(), description: text.default(''), validity, allowRetake: z.boolean().default(false) }))
    .output(certification)
    .mutation(async ({ ctx, input }) => found(ctx.tx, ctx.scope, await createCertification(ctx, input))),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/certifications/{certification}', summary: 'Changes any of its properties. A new validity changes no existing award.' } })
    .input(z.strictObject({
      certification: ref, version, name: text.optional(), code: text.nullish(), description: text.optional(),
      validity: validity.optional(), allowRetake: z.boolean().optional(),
    }))
    .output(certification)
    .mutation(async ({ ctx, input: { certification: which, ...changes } }) => found(ctx.tx, ctx.scope, await updateCertification(ctx, which, changes))),

  consequences: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}/consequences', summary: 'What deleting or retiring it would touch.' } })
    .input(named).output(z.object({ holding: z.int(), held: z.int(), items: z.int(), openRenewals: z.int() }))
    .query(async ({ ctx, input }) => countConsequences(ctx.q, (await found(ctx.q, ctx.scope, input.certification)).id)),

  retire: procedure
    .meta({ rest: { method: 'POST', path: '/certifications/{certification}/retire', status: 204, summary: 'Keeps its history, awards nothing new.' } })
    .input(named).mutation(({ ctx, input }) => retireCertification(ctx, input.certification)),

  unretire: procedure
    .meta({ rest: { method: 'POST', path: '/certifications/{certification}/unretire', status: 204, summary: 'Takes it back into use.' } })
    .input(named).mutation(({ ctx, input }) => unretireCertification(ctx, input.certification)),

  deleted: procedure
    .meta({ rest: { method: 'GET', path: '/deleted-certifications', summary: 'Deleted certifications that can still be restored, the last deleted first.' } })
    .input(z.strictObject(paging))
    .output(page(z.object({ id: z.string(), code: z.string().nullable(), name: z.string(), deletedAt: instantOut, deletedBy: z.string().nullable(), awardCount: z.int(), itemCount: z.int(), purgedFrom: instantOut })))
    .query(async ({ ctx, input }) => {
      const listed = await listDeletedCertifications(ctx.q, input)
      return { ...listed, items: listed.items.map((row) => ({ ...row, purgedFrom: new Date(row.deletedAt.getTime() + RESTORABLE_DAYS * DAY) })) }
    }),

  restore: procedure
    .meta({ rest: { method: 'POST', path: '/certifications/{certification}/restore', status: 200, summary: 'Brings a deleted certification back exactly as it was. Where its code was taken meanwhile, it needs another `code`.' } })
    .input(z.strictObject({ certification: ref, code: text.optional() })).output(certification)
    .mutation(async ({ ctx, input }) => found(ctx.tx, ctx.scope, await restoreCertification(ctx, input.certification, input.code))),

  redatePreview: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}/redate', summary: 'Whom re-dating existing awards would change.' } })
    .input(named)
    .output(z.object({
      counts: z.object({ change: z.int(), same: z.int(), expire: z.int(), revive: z.int(), beyond: z.int() }),
      people: z.array(z.object({ awardId: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(), issuedAt: instantOut, expiresAt: instantOut.nullable(), newExpiresAt: instantOut.nullable() })),
    }))
    .query(({ ctx, input }) => previewRedateAwards(ctx.q, ctx.scope, input.certification, ctx.now)),

  redate: procedure
    .meta({ rest: { method: 'POST', path: '/certifications/{certification}/redate', status: 200, job: true, summary: 'Re-dates existing awards: they expire as their issue and the validity of today say. More than 500 become a job: 202 with its `jobId`.' } })
    .input(named).output(z.object({ changeId: z.string(), changed: z.int().nullable(), jobId: z.string().nullable() }))
    .mutation(({ ctx, input }) => startRedateAwards(ctx, ctx.deps.boss, ctx.scope, input.certification)),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/certifications/{certification}', status: 204, summary: 'Hides it everywhere at once: from lists, from its holders’ history, from tracking.' } })
    .input(named).mutation(({ ctx, input }) => deleteCertification(ctx, input.certification)),
})

type Counted = Awaited<ReturnType<typeof countCycles>>

function chainOf({ issued, lapsed }: Counted) {
  const sum = (fits: (each: Counted['issued'][number]) => boolean): number => issued.reduce((total, each) => total + (fits(each) ? each.count : 0), 0)
  const ways = [...new Set(issued.flatMap(({ after }) => after ?? []))].sort()
  const years = [...new Set([...issued, ...lapsed].map(({ year }) => year))].sort((a, b) => b - a)
  return {
    first: sum(({ after }) => after === null),
    followed: ways.map((by) => ({ by, early: sum(({ after, late }) => after === by && !late), late: sum(({ after, late }) => after === by && late) })),
    years: years.map((year) => ({
      year, issued: sum((each) => each.year === year), inTime: sum((each) => each.year === year && each.after !== null && !each.late), late: sum((each) => each.year === year && each.late),
      lapsed: lapsed.find((each) => each.year === year)?.count ?? 0,
    })),
  }
}

async function found(q: Queryable, scope: Scope, which: string) {
  const row = await findCertification(q, scope, which)
  if (!row) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which })
  return row
}

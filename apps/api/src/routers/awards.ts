import { removeAward } from '@recert/actions/awards/remove-award'
import { type AwardListed, findAward, listAwardEvents, listAwards } from '@recert/db/queries/awards'
import { DomainError } from '@recert/domain/errors'
import { daysToRenew } from '@recert/domain/dates'
import { archiveKind, standingOf } from '@recert/domain/standing'
import { z } from 'zod'
import { all, association, countedPage, direction, instantIn, instantOut, itemKind, paging, ref, search, standing } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const award = z.object({
  id: z.string(), personId: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(),
  certificationId: z.string(), certificationCode: z.string().nullable(), certificationName: z.string(), certificationDescription: z.string(),
  issuedAt: instantOut, expiresAt: instantOut.nullable(), alwaysValid: z.boolean(), association,
  itemKind: itemKind.nullable(), itemCode: z.string().nullable(), itemName: z.string().nullable(),
  standing, daysToRenew: z.int().nullable(), archivedAt: instantOut.nullable(), archiveKind: z.enum(['early', 'late']).nullable(), version: z.int(),
})

const state = z.object({
  issuedAt: instantOut, expiresAt: instantOut.nullable(), association, endedAt: instantOut.nullable(), endedBy: z.string().nullable(), removedAt: instantOut.nullable(),
})
const event = z.object({
  id: z.int(), at: instantOut, kind: z.string(), actor: z.string().nullable(), jobId: z.string().nullable(), record: z.int().nullable(),
  before: state.nullable(), after: state,
})

const cycle = z.enum(['current', 'archived', 'all'])

export const awardsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/awards', summary: 'Who holds what until when. Removed cycles are never listed.' } })
    .input(z.strictObject({
      certificationCode: ref.optional(), username: ref.optional(), search, standing: z.array(standing).optional(), association: z.array(association).optional(),
      branchId: z.uuid().optional(), groupId: z.uuid().optional(), cycle: cycle.optional(),
      issuedFrom: instantIn.optional(), issuedTo: instantIn.optional(), expiresFrom: instantIn.optional(), expiresTo: instantIn.optional(),
      sort: z.enum(['issued', 'expires', 'username']).optional(), direction, ...paging,
    }))
    .output(countedPage(award))
    .query(async ({ ctx, input: { certificationCode, username, ...filter } }) => {
      const at = { now: ctx.now, expiringDays: ctx.organisation.expiringDays }
      const listed = await listAwards(ctx.q, ctx.scope, {
        ...filter, certification: certificationCode, person: username, cycle: filter.cycle ?? (filter.standing?.includes('archived') ? 'all' : 'current'),
      }, at)
      return { ...listed, items: listed.items.map((row) => shown(row, at)) }
    }),

  mine: procedure
    .input(z.strictObject({ cycle: cycle.default('current'), ...paging }))
    .output(countedPage(award))
    .query(async ({ ctx, input }) => {
      const at = { now: ctx.now, expiringDays: ctx.organisation.expiringDays }
      const listed = await listAwards(ctx.q, { kind: 'self', personId: ctx.caller.kind === 'person' ? ctx.caller.id : '' }, { ...input, sort: 'expires', direction: 'asc' }, at)
      return { ...listed, items: listed.items.map((row) => shown(row, at)) }
    }),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/awards/{award}', summary: 'One award cycle.' } })
    .input(z.strictObject({ award: ref })).output(award)
    .query(async ({ ctx, input }) => {
      const at = { now: ctx.now, expiringDays: ctx.organisation.expiringDays }
      const row = await findAward(ctx.q, ctx.scope, input.award, at)
      if (!row) throw new DomainError('NOT_FOUND')
      return shown(row, at)
    }),

  events: procedure
    .meta({ rest: { method: 'GET', path: '/awards/{award}/events', summary: 'What happened to it: who, when, before and after.' } })
    .input(z.strictObject({ award: ref })).output(all(event))
    .query(async ({ ctx, input }) => {
      const row = await findAward(ctx.q, ctx.scope, input.award, { now: ctx.now, expiringDays: ctx.organisation.expiringDays })
      if (!row) throw new DomainError('NOT_FOUND')
      const states = (await listAwardEvents(ctx.q, row.id)).map(({ id, at, kind, actorName, jobId, record, actorKind: _, ...after }) => ({ id, at, kind, actor: actorName, jobId, record, after }))
      return { items: states.map((each, index) => ({ ...each, before: states[index - 1]?.after ?? null })) }
    }),

  remove: procedure
    .meta({ rest: { method: 'DELETE', path: '/awards/{award}', status: 204, summary: 'Unassigns: the cycle leaves the holder’s history. An earlier one does not become current again.' } })
    .input(z.strictObject({ award: ref }))
    .mutation(({ ctx, input }) => removeAward(ctx, ctx.scope, input.award)),
})

/** What the domain says of a row: its standing and its days, the same on every page. */
function shown({ endedAt, endedBy: _, removedAt, successorIssuedAt, ...row }: AwardListed, { now, expiringDays }: { now: Date; expiringDays: number }) {
  return {
    ...row,
    alwaysValid: row.expiresAt === null,
    standing: standingOf({ ...row, endedAt, removedAt }, now, expiringDays),
    daysToRenew: daysToRenew(row.expiresAt, now),
    archivedAt: endedAt,
    archiveKind: successorIssuedAt ? archiveKind(row, successorIssuedAt) : null,
  }
}

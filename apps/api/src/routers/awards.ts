import { awardPeople, previewAwardPeople } from '@recert/actions/awards/award-people'
import { editAward } from '@recert/actions/awards/edit-award'
import { explainAward } from '@recert/actions/awards/explain-award'
import { REMOVED_MOST, removeAward, removeManyAwards } from '@recert/actions/awards/remove-award'
import { shownAward } from '@recert/actions/awards/shown-award'
import { renewalsOfAwards } from '@recert/actions/renewals/renewals-of-awards'
import { findAward, listAwards } from '@recert/db/queries/award-list'
import { listAwardEvents } from '@recert/db/queries/awards'
import type { Queryable } from '@recert/db/client'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import { z } from 'zod'
import { awardOut, eventOut, shownEvents } from '../award-shapes.ts'
import { ownRecord, recordOf, recordOut } from '../record-shapes.ts'
import { all, association, countedPage, countedPaging, direction, idFilter, instantIn, instantOut, itemKind, page, paging, ref, search, selection, standing, version } from '../shapes.ts'
import { selfOf } from '../self.ts'
import { procedure, router } from '../trpc.ts'
import { pageOfWhole, wholePaging } from '../whole-list.ts'

/** Where the renewal of one's own award stands; null for an earlier cycle. */
const myRenewal = z.object({
  open: z.object({ id: z.string(), kind: itemKind, itemId: z.string(), itemName: z.string(), startedAt: instantOut }).nullable(),
  /** Why Renew Now is not offered. */
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The linked items in which one is enrolled. */
  items: z.array(z.object({ itemId: z.string(), kind: itemKind, name: z.string() })),
})

const awardCounts = z.object({ new: z.int(), replaced: z.int(), unchanged: z.int(), skipped: z.int(), refused: z.int() })

const awardInput = z.strictObject({
  ...selection, certificationCode: ref, issuedAt: instantIn, expiresAt: instantIn.nullish(), alwaysValid: z.boolean().optional(),
  association: association.default('manual'), itemCode: ref.optional(), externalActivityId: ref.optional(), onHeld: z.enum(['replace', 'skip']).default('replace'),
})

const cycle = z.enum(['current', 'archived', 'all'])

const filter = {
  certificationCode: ref.optional(), username: ref.optional(), search, standing: z.array(standing).optional(), association: z.array(association).optional(),
  branchId: idFilter, groupId: idFilter, cycle: cycle.optional(), asOf: instantIn.optional(),
  issuedFrom: instantIn.optional(), issuedTo: instantIn.optional(), expiresFrom: instantIn.optional(), expiresTo: instantIn.optional(),
  /** Whose days to renew are from 1 to this many. */
  expiresWithin: z.int().min(1).max(3660).optional(),
  /** Only those with an open renewal, or only those without. */
  openRenewal: z.boolean().optional(),
}
type Filter = z.output<z.ZodObject<typeof filter>>

/** Archived ones are looked for among earlier cycles, and who was certified at an instant among all. */
function cycles({ asOf, standing, cycle: wanted }: Pick<Filter, 'asOf' | 'standing' | 'cycle'>): z.output<typeof cycle> {
  if (asOf) return 'all'
  if (wanted) return wanted
  if (!standing?.includes('archived')) return 'current'
  return standing.length === 1 ? 'archived' : 'all'
}

export const awardsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/awards', summary: 'Who holds what until when. Removed cycles are never listed.' } })
    .input(z.strictObject({ ...filter, sort: z.enum(['issued', 'expires', 'username']).optional(), direction, ...countedPaging }))
    .output(countedPage(awardOut))
    .query(async ({ ctx, input: { certificationCode, username, ...asked } }) => {
      const at = { now: ctx.now, expiringDays: ctx.organisation.expiringDays }
      const listed = await listAwards(ctx.q, ctx.scope, { ...asked, certification: certificationCode, person: username, cycle: cycles(asked) }, at)
      return { ...listed, items: listed.items.map((row) => shownAward(row, at)) }
    }),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/awards', status: 201, job: true, summary: 'Awards a certification by hand to people, groups and branches. More than 500 people become a job: 202 with its `jobId`. `changeId` takes it back.' } })
    .input(awardInput)
    .output(z.object({ counts: awardCounts.nullable(), awardIds: z.array(z.string()).nullable(), jobId: z.string().nullable(), changeId: z.string() }))
    .mutation(({ ctx, input }) => awardPeople(ctx, ctx.deps.boss, ctx.scope, input)),

  preview: procedure
    .meta({ rest: { method: 'POST', path: '/awards/preview', status: 200, summary: 'What awarding would do, without doing it.' } })
    .input(awardInput)
    .output(z.object({
      total: z.int(), counts: awardCounts,
      examples: z.array(z.object({ username: z.string(), verdict: z.enum(['issue', 'replace', 'renew', 'unchanged', 'keep', 'refuse']), message: z.string().nullable() })),
    }))
    .mutation(async ({ ctx, input }) => {
      const { examples, ...rest } = await previewAwardPeople(ctx, ctx.scope, input)
      return { ...rest, examples: examples.map(({ reason, ...each }) => ({ ...each, message: reason === null ? null : sentence(reason, { value: each.username }, ctx.language) })) }
    }),

  mine: procedure
    .input(z.strictObject({ cycle: cycle.default('current'), ...paging }))
    .output(page(awardOut.extend({ renewal: myRenewal.nullable() })))
    .query(async ({ ctx, input }) => {
      const at = { now: ctx.now, expiringDays: ctx.organisation.expiringDays }
      const listed = await listAwards(ctx.q, { kind: 'self', personId: ctx.caller.kind === 'person' ? ctx.caller.id : '' }, { ...input, sort: 'expires', direction: input.cycle === 'archived' ? 'desc' : 'asc' }, at)
      const renewals = await renewalsOfAwards(ctx.q, listed.items)
      const renewalOf = (id: string) => {
        const renewal = renewals.get(id)
        return renewal ? { ...renewal, refusal: renewal.refusal && { code: renewal.refusal, message: sentence(renewal.refusal, {}, ctx.language) } } : null
      }
      return { ...listed, items: listed.items.map((row) => ({ ...shownAward(row, at), renewal: renewalOf(row.id) })) }
    }),

  myRecord: procedure
    .input(z.strictObject({ history: z.boolean().default(false) })).output(recordOut)
    .query(async ({ ctx, input }) => {
      const { id: personId } = selfOf(ctx)
      return ownRecord(await recordOf({ ...ctx, scope: { kind: 'self', personId } }, personId, input.history))
    }),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/awards/{award}', summary: 'One award cycle.' } })
    .input(z.strictObject({ award: ref })).output(awardOut)
    .query(({ ctx, input }) => found(ctx, input.award)),

  events: procedure
    .meta({ rest: { method: 'GET', path: '/awards/{award}/events', whole: true, summary: 'What happened to it: who, when, before and after.' } })
    .input(z.strictObject({ award: ref, ...wholePaging })).output(page(eventOut))
    .query(async ({ ctx, input }) => {
      const row = await findAward(ctx.q, ctx.scope, input.award, { now: ctx.now, expiringDays: ctx.organisation.expiringDays })
      if (!row) throw new DomainError('AWARD_NOT_FOUND')
      return pageOfWhole(shownEvents(await listAwardEvents(ctx.q, [row.id])), input)
    }),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/awards/{award}', summary: 'Changes a cycle’s dates or association. A stale `version` is refused.' } })
    .input(z.strictObject({
      award: ref, version, issuedAt: instantIn.optional(), expiresAt: instantIn.nullish(), alwaysValid: z.boolean().optional(),
      association: association.optional(), itemCode: ref.nullish(), externalActivityId: ref.nullish(),
    }))
    .output(awardOut.extend({ changeId: z.string().nullable() }))
    .mutation(async ({ ctx, input: { award, ...changes } }) => {
      const changeId = await editAward(ctx, ctx.scope, award, changes)
      return { ...(await found(ctx, award)), changeId }
    }),

  why: procedure
    .meta({ rest: { method: 'GET', path: '/awards/{award}/why', summary: 'Why its dates are what they are, and what will happen next, in sentences.' } })
    .input(z.strictObject({ award: ref })).output(all(z.string()))
    .query(async ({ ctx, input }) => ({ items: await explainAward(ctx.q, ctx.scope, input.award, { now: ctx.now, language: ctx.language, timeZone: ctx.person?.timeZone ?? 'UTC' }) })),

  remove: procedure
    .meta({ rest: { method: 'DELETE', path: '/awards/{award}', status: 204, summary: 'Unassigns: the cycle leaves the holder’s history. An earlier one does not become current again.' } })
    .input(z.strictObject({ award: ref })).output(z.object({ changeId: z.string() }))
    .mutation(async ({ ctx, input }) => ({ changeId: await removeAward(ctx, ctx.scope, input.award) })),

  removeMany: procedure
    .meta({ rest: { method: 'POST', path: '/awards/remove', status: 200, summary: 'Unassigns up to 10,000 cycles as one change, named by `awards` (ids) or all that fit a `filter`, as for the list; what is gone already is passed over.' } })
    .input(z.strictObject({ awards: z.array(ref).min(1).max(REMOVED_MOST).optional(), filter: z.strictObject(filter).optional() }))
    .output(z.object({ changeId: z.string(), removed: z.int() }))
    .mutation(({ ctx, input: { awards, filter: asked } }) => {
      if ((awards === undefined) === (asked === undefined)) throw new DomainError('VALIDATION', { detail: 'awards are named either by “awards” or by “filter”' })
      if (!asked) return removeManyAwards(ctx, ctx.scope, { ids: awards ?? [] })
      if (Object.values(asked).every((value) => value === undefined)) throw new DomainError('VALIDATION', { detail: 'an empty “filter” would fit every award; name at least one condition' })
      const { certificationCode, username, ...rest } = asked
      return removeManyAwards(ctx, ctx.scope, {
        filter: { ...rest, certification: certificationCode, person: username, cycle: cycles(asked), limit: REMOVED_MOST }, at: { now: ctx.now, expiringDays: ctx.organisation.expiringDays },
      })
    }),
})

async function found({ q, scope, now, organisation }: { q: Queryable; scope: Scope; now: Date; organisation: { expiringDays: number } }, id: string) {
  const at = { now, expiringDays: organisation.expiringDays }
  const row = await findAward(q, scope, id, at)
  if (!row) throw new DomainError('AWARD_NOT_FOUND')
  return shownAward(row, at)
}

import { shownAward } from '@recert/actions/awards/shown-award'
import { cancelRenewal } from '@recert/actions/renewals/cancel-renewal'
import { openRenewLink, renewLink } from '@recert/actions/renewals/renew-link'
import { offerRenewal, startRenewal } from '@recert/actions/renewals/start-renewal'
import type { Queryable } from '@recert/db/client'
import { findAward } from '@recert/db/queries/award-list'
import { findAwardRow } from '@recert/db/queries/awards'
import { listBroughtBack, listRenewals } from '@recert/db/queries/renewals'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import type { Language } from '@recert/domain/people'
import { z } from 'zod'
import { awardOut, renewalOut as renewal } from '../award-shapes.ts'
import { instantOut, itemKind, ref, text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const material = z.object({ id: z.string(), title: z.string(), kind: z.string(), completedAt: z.coerce.date().nullable(), shared: z.boolean(), otherCourses: z.array(z.object({ code: z.string(), name: z.string() })) })
const offer = z.object({
  open: renewal.nullable(), renewals: z.array(renewal),
  /** The items with which it can be renewed, and what starting with each would reset. */
  items: z.array(z.object({ itemId: z.string(), kind: itemKind, code: z.string(), name: z.string(), usedForCurrent: z.boolean(), materials: z.array(material) })),
  /** Why there are none. */
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** What cancelling the open renewal would bring back: what it had reset, but for what has newer progress. */
  bringsBack: z.array(z.object({ id: z.string(), title: z.string(), completedAt: instantOut.nullable() })),
  /** From this instant on, waiting keeps the earlier cycle visible in reports: it expires then. Null once it has. */
  lateFrom: instantOut.nullable(),
})
const start = z.strictObject({ award: ref, itemCode: ref, kind: itemKind.optional() })
const started = renewal.extend({ started: z.boolean() })
const which = z.strictObject({ award: ref, renewal: ref })

/** Renewals of awards: for those who manage them, and, under `mine…`, for the holder. */
export const renewalsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/awards/{award}/renewals', summary: 'The award’s renewals, and what Renew Now offers.' } })
    .input(z.strictObject({ award: ref })).output(offer)
    .query(({ ctx, input }) => offered(ctx.q, ctx.scope, input.award, ctx)),

  start: procedure
    .meta({ rest: { method: 'POST', path: '/awards/{award}/renewals', status: 201, summary: 'Starts the renewal with one of the offered items: the tracking of its materials is reset. The same again answers the open renewal.' } })
    .input(start).output(started)
    .mutation(async ({ ctx, input: { award, ...choice } }) => {
      const { id, started: isNew } = await startRenewal(ctx, ctx.scope, award, choice)
      return { ...(await shown(ctx.tx, award, id)), started: isNew }
    }),

  cancel: procedure
    .meta({ rest: { method: 'DELETE', path: '/awards/{award}/renewals/{renewal}', status: 204, summary: 'Cancels an open renewal; what it had reset comes back where there is no newer progress.' } })
    .input(which)
    .mutation(({ ctx, input }) => cancelRenewal(ctx, ctx.scope, input.award, input.renewal)),

  link: procedure
    .meta({ rest: { method: 'GET', path: '/awards/{award}/renew-link', summary: 'The address for the holder at which the award can be renewed, as it stands in mails. It needs its holder’s sign-in.' } })
    .input(z.strictObject({ award: ref })).output(z.object({ url: z.string() }))
    .query(async ({ ctx, input }) => {
      const award = await findAwardRow(ctx.q, ctx.scope, input.award)
      if (!award) throw new DomainError('AWARD_NOT_FOUND')
      return { url: renewLink(ctx.deps.secret, ctx.deps.publicUrl, award.id) }
    }),

  openLink: procedure
    .input(z.strictObject({ token: text.max(500) })).output(z.object({ state: z.enum(['ok', 'altered', 'not_yours', 'old']), awardId: z.string().nullable() }))
    .query(async ({ ctx, input }) => ({ awardId: null, ...(await openRenewLink(ctx.q, ctx.deps.secret, input.token, ctx.person?.id ?? '')) })),

  mine: procedure
    .input(z.strictObject({ award: ref })).output(offer.extend({ award: awardOut }))
    .query(async ({ ctx, input }) => {
      const at = { now: ctx.now, expiringDays: ctx.organisation.expiringDays }
      const award = await findAward(ctx.q, selfOf(ctx.person), input.award, at)
      if (!award) throw new DomainError('AWARD_NOT_FOUND')
      return { ...(await offered(ctx.q, selfOf(ctx.person), award.id, ctx)), award: shownAward(award, at) }
    }),

  startMine: procedure
    .input(start).output(started)
    .mutation(async ({ ctx, input: { award, ...choice } }) => {
      const { id, started: isNew } = await startRenewal(ctx, selfOf(ctx.person), award, choice)
      return { ...(await shown(ctx.tx, award, id)), started: isNew }
    }),

  cancelMine: procedure
    .input(which)
    .mutation(({ ctx, input }) => cancelRenewal(ctx, selfOf(ctx.person), input.award, input.renewal)),
})

/** Whatever a person may see of others: here it is about their own. */
const selfOf = (person: { id: string } | null): Scope => ({ kind: 'self', personId: person?.id ?? '' })

async function shown(q: Queryable, awardId: string, id: string) {
  const found = (await listRenewals(q, [awardId])).find((each) => each.id === id)
  if (!found) throw new DomainError('RENEWAL_NOT_FOUND')
  return found
}

async function offered(q: Queryable, scope: Scope, id: string, { now, language }: { now: Date; language: Language }) {
  const award = await findAwardRow(q, scope, id)
  if (!award) throw new DomainError('AWARD_NOT_FOUND')
  const renewals = await listRenewals(q, [award.id])
  const open = renewals.find(({ endedAt }) => endedAt === null) ?? null
  const { items, refusal } = await offerRenewal(q, award)
  return {
    open, renewals, bringsBack: open ? await listBroughtBack(q, open.id) : [],
    items: items.map(({ materials, ...item }) => ({ ...item, materials: materials.map((each) => ({ ...each, completedAt: each.completedAt === null ? null : new Date(each.completedAt) })) })),
    refusal: refusal && { code: refusal, message: sentence(refusal, {}, language) },
    lateFrom: award.expiresAt && award.expiresAt > now ? award.expiresAt : null,
  }
}

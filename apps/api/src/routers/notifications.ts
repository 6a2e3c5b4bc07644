import { writerFor } from '@recert/actions/awards/explain-award'
import { whyNoMail } from '@recert/actions/notifications/why-none'
import { countUnread, listInbox, listNotifications, markRead, type NotificationListed } from '@recert/db/queries/notification-log'
import { listRuleNames } from '@recert/db/queries/notification-rules'
import { countUpcoming, listUpcoming, type Upcoming } from '@recert/db/queries/notification-upcoming'
import { DAY } from '@recert/domain/dates'
import { hindranceOf, WHY_CODES } from '@recert/domain/notification-why'
import { CHANNELS, NOTIFICATION_EVENTS, NOTIFICATION_STATES, SKIP_REASONS } from '@recert/domain/notifications'
import type { Language } from '@recert/domain/people'
import { sentence } from '@recert/domain/sentence'
import { z } from 'zod'
import { selfOf } from '../self.ts'
import { instantIn, instantOut, page, paging, ref } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import { pageOfWhole, wholePaging } from '../whole-list.ts'

/** Days that one may look ahead. */
const AHEAD_MOST = 366

const state = z.enum(NOTIFICATION_STATES)
const channel = z.enum(CHANNELS)

const holder = z.object({ id: z.string(), username: z.string(), firstName: z.string(), lastName: z.string() })

const notification = z.object({
  id: z.string(), rule: z.object({ id: z.string(), name: z.string() }), event: z.enum(NOTIFICATION_EVENTS), channel, awardId: z.string(),
  username: z.string(), personId: z.string(), firstName: z.string(), lastName: z.string(), certificationId: z.string(), certificationCode: z.string().nullable(), certificationName: z.string(),
  /** Issue instant of the cycle, and the expiry that it speaks of; null where it speaks of the issue. */
  issuedAt: instantOut, expiresAt: instantOut.nullable(),
  /** Whose award it is, where somebody else is told of it. */
  holder: holder.nullable(),
  /** `sendAt`: from when on it is written: when it fell due, or the morning after where it waits for the day's mail. */
  dueAt: instantOut, sendAt: instantOut, plannedAt: instantOut, sentAt: instantOut.nullable(), state,
  /** Why it was not sent, or not yet, in a code and in words. */
  reason: z.enum(SKIP_REASONS).nullable(), message: z.string().nullable(), attempts: z.int(), mailId: z.string().nullable(),
})

function shown({ ruleId, ruleName, expiry, settledAt: _, mailError, ...row }: NotificationListed, language: Language): z.output<typeof notification> {
  const said = row.state === 'failed' || row.state === 'bounced' || row.state === 'queued' ? mailError : null
  return { ...row, rule: { id: ruleId, name: ruleName }, expiresAt: expiry, message: row.reason ? sentence(row.reason, {}, language) : said }
}

const inboxItem = z.object({ id: z.string(), subject: z.string(), body: z.string(), awardId: z.string(), award: z.enum(['current', 'earlier', 'gone']), own: z.boolean(), certificationName: z.string(), at: instantOut, readAt: instantOut.nullable() })
/** How many one mark names, and so can be marked back. */
const MARKED_MOST = 1000

const answer = z.object({
  code: z.enum([...WHY_CODES, ...SKIP_REASONS]), message: z.string(), at: instantOut.nullable(), dueAt: instantOut.nullable(), channel: channel.nullable(), mailId: z.string().nullable(),
  /** Null where the answer is about the person as a whole. */
  rule: z.object({ id: z.string(), name: z.string() }).nullable(),
  award: z.object({ id: z.string(), certificationId: z.string(), certificationCode: z.string().nullable(), certificationName: z.string() }).nullable(),
})

const ahead = { days: z.int().min(1).max(AHEAD_MOST).default(30), ruleId: ref.optional(), username: ref.optional(), certificationCode: ref.optional() }
type Ahead = { days: number; ruleId?: string | undefined; username?: string | undefined; certificationCode?: string | undefined }
const filterOf = ({ ruleId, username, certificationCode }: Ahead) => ({ rule: ruleId, person: username, certification: certificationCode })
const untilOf = (now: Date, { days }: Ahead) => ({ until: new Date(now.getTime() + days * DAY) })

const upcoming = z.object({
  /** `sendAt`: when it is written: when it falls due, or the morning after where it waits for the day's mail. `waits`: its instant has come. */
  dueAt: instantOut, sendAt: instantOut, waits: z.boolean(), channel, rule: z.object({ id: z.string(), name: z.string() }), awardId: z.string(), expiresAt: instantOut,
  /** Who is told. `holder`: whose award it is, where that is somebody else. */
  personId: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(), holder: holder.nullable(),
  certificationId: z.string(), certificationCode: z.string().nullable(), certificationName: z.string(),
  /** What will keep it from being sent, unless that changes by then. */
  reason: z.enum(WHY_CODES).nullable(), message: z.string().nullable(),
})

function foreseen({ ruleId, ruleName, active, hasAddress, optedOut, ...row }: Upcoming, language: Language, write: (instant: Date) => string): z.output<typeof upcoming> {
  const reason = hindranceOf({ active, hasAddress, optedOut }, row.channel)
  return { ...row, rule: { id: ruleId, name: ruleName }, reason, message: reason && sentence(reason, { at: write(row.dueAt) }, language) }
}

export const notificationsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/notifications', summary: 'Who was told of what, by which rule, and what became of it; the last planned first. A page looks at no more than 10,000: where few of them fit, it is shorter than `limit`, and its cursor goes on.' } })
    .input(z.strictObject({
      username: ref.optional(), ruleId: ref.optional(), awardId: ref.optional(), certificationCode: ref.optional(), state: z.array(state).optional(), channel: channel.optional(),
      dueFrom: instantIn.optional(), dueTo: instantIn.optional(), ...paging,
    }))
    .output(page(notification))
    .query(async ({ ctx, input: { username, ruleId, awardId, certificationCode, ...filter } }) => {
      const listed = await listNotifications(ctx.q, ctx.scope, { ...filter, person: username, rule: ruleId, award: awardId, certification: certificationCode })
      return { ...listed, items: listed.items.map((row) => shown(row, ctx.language)) }
    }),

  rules: procedure
    .meta({ rest: { method: 'GET', path: '/notifications/rules', whole: true, summary: 'The rules by name, of which the log tells; deleted ones too.' } })
    .input(z.strictObject(wholePaging).default({})).output(page(z.object({ id: z.string(), name: z.string(), event: z.enum(NOTIFICATION_EVENTS), active: z.boolean(), deleted: z.boolean() })))
    .query(async ({ ctx, input }) => pageOfWhole(await listRuleNames(ctx.q), input)),

  why: procedure
    .meta({ rest: { method: 'GET', path: '/notifications/why', whole: true, summary: 'Why somebody was told nothing, or when they were or will be: one answer for each certification that they hold or held, and each rule.' } })
    .input(z.strictObject({ username: ref, certificationCode: ref.optional(), ruleId: ref.optional(), ...wholePaging })).output(page(answer))
    .query(async ({ ctx, input: { cursor, limit, ...asked } }) =>
      pageOfWhole(await whyNoMail(ctx.q, ctx.scope, asked, { now: ctx.now, language: ctx.language, timeZone: ctx.person?.timeZone ?? 'UTC' }), { cursor, limit })),

  upcoming: procedure
    .meta({ rest: { method: 'GET', path: '/notifications/upcoming', summary: 'What active rules on expiries will tell in the next days, as things stand: first what is planned and waits for its hour, then what falls due, the first due first. `username`: whose awards.' } })
    .input(z.strictObject({ ...ahead, ...paging })).output(page(upcoming))
    .query(async ({ ctx, input: { cursor, limit, ...asked } }) => {
      const write = writerFor({ language: ctx.language, timeZone: ctx.person?.timeZone ?? 'UTC' })
      const listed = await listUpcoming(ctx.q, ctx.scope, filterOf(asked), untilOf(ctx.now, asked), { cursor, limit })
      return { ...listed, items: listed.items.map((row) => foreseen(row, ctx.language, write)) }
    }),

  upcomingByRule: procedure
    .meta({ rest: { method: 'GET', path: '/notifications/upcoming/rules', whole: true, summary: 'How much that is of each rule. Counting stops at 10,000.' } })
    .input(z.strictObject({ ...ahead, ...wholePaging })).output(page(z.object({ id: z.string(), name: z.string(), count: z.int(), capped: z.boolean() })))
    .query(async ({ ctx, input: { cursor, limit, ...asked } }) => pageOfWhole(await countUpcoming(ctx.q, ctx.scope, filterOf(asked), untilOf(ctx.now, asked)), { cursor, limit })),

  inbox: procedure
    .input(z.strictObject({ ...paging })).output(page(inboxItem))
    .query(({ ctx, input }) => listInbox(ctx.q, selfOf(ctx).id, input)),

  unread: procedure
    .output(z.object({ count: z.int(), last: z.object({ id: z.string(), subject: z.string(), at: instantOut }).nullable() }))
    .query(({ ctx }) => countUnread(ctx.q, selfOf(ctx).id)),

  markRead: procedure
    .input(z.strictObject({ ids: z.array(ref).max(MARKED_MOST).nullable(), read: z.boolean().default(true) })).output(z.object({ count: z.int(), ids: z.array(z.string()) }))
    .mutation(async ({ ctx, input }) => {
      const ids = await markRead(ctx.tx, selfOf(ctx).id, input, ctx.now)
      return { count: ids.length, ids: ids.slice(0, MARKED_MOST) }
    }),
})

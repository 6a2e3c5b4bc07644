import { previewRule } from '@recert/actions/notifications/preview-rule'
import { copyRule, createRule, deleteRule, updateRule } from '@recert/actions/notifications/save-rule'
import { sendTest } from '@recert/actions/notifications/send-test'
import { certificationIds } from '@recert/db/queries/certifications'
import { listRules } from '@recert/db/queries/notification-rules'
import { DomainError } from '@recert/domain/errors'
import { CHANNELS, NOTIFICATION_EVENTS, NOTIFICATION_TIMINGS, OFFSET_UNITS, SHORTCODES } from '@recert/domain/notifications'
import { z } from 'zod'
import { instantOut, language, named, page, ref, text, version } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import { pageOfWhole, wholePaging } from '../whole-list.ts'

const words = z.strictObject({ subject: text.max(1000), body: text.max(100_000) })
const texts = z.strictObject({ en: words.optional(), it: words.optional() })
const channel = z.enum(CHANNELS)
const when = { event: z.enum(NOTIFICATION_EVENTS), timing: z.enum(NOTIFICATION_TIMINGS), amount: z.int().min(0).max(9999), unit: z.enum(OFFSET_UNITS) }
const people = { certifications: z.array(ref).max(1000), branches: z.array(text.min(1).max(2000)).max(1000), groups: z.array(ref).max(1000) }
const options = { digest: z.boolean(), managerCopy: z.boolean(), calendarAttachment: z.boolean() }
const place = z.object({ id: z.string(), name: z.string() })

const rule = z.object({
  id: z.string(), name: z.string(), ...when, ...options, channels: z.array(channel), texts, active: z.boolean(), activeSince: instantOut.nullable(), version: z.int(),
  certifications: z.array(named), branches: z.array(place), groups: z.array(place),
  /** How many of what was chosen are gone: with nothing else chosen, the rule is for nobody. */
  certificationsGone: z.int(), peopleGone: z.int(),
})
const ofCertification = rule.pick({ id: true, name: true, event: true, timing: true, amount: true, unit: true, channels: true, active: true }).extend({ forAll: z.boolean() })
type Row = Awaited<ReturnType<typeof listRules>>[number]
const shown = (row: Row) => ({ ...row, active: row.activeSince !== null })
const asked = { name: text.max(1000), ...when, ...options, ...people, channels: z.array(channel).max(2), texts, active: z.boolean() }

const tried = z.strictObject({ texts, username: ref.optional(), language: language.optional() })

export const notificationRulesRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/notification-rules', whole: true, summary: 'Whom Recert tells what, and when. No certifications, branches and groups named means all.' } })
    .input(z.strictObject(wholePaging).default({})).output(page(rule)).query(async ({ ctx, input }) => pageOfWhole((await listRules(ctx.q)).map(shown), input)),

  ofCertification: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}/notification-rules', whole: true, summary: 'The notification rules that tell of a certification; `forAll`: those of all certifications.' } })
    .input(z.strictObject({ certification: ref, ...wholePaging })).output(page(ofCertification))
    .query(async ({ ctx, input }) => {
      const [id] = await certificationIds(ctx.q, [input.certification])
      const concerned = (await listRules(ctx.q)).map((row) => ({ ...shown(row), forAll: row.certifications.length + row.certificationsGone === 0 }))
      return pageOfWhole(concerned.filter(({ forAll, certifications }) => forAll || certifications.some((each) => each.id === id)), input)
    }),

  shortcodes: procedure
    .meta({ rest: { method: 'GET', path: '/notification-rules/shortcodes', summary: 'What subjects and texts may name, written [first_name] or {{ first_name }}.' } })
    .output(z.object({ items: z.array(z.enum(SHORTCODES)) })).query(() => ({ items: [...SHORTCODES] })),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/notification-rules/{rule}', summary: 'One rule.' } })
    .input(z.strictObject({ rule: ref })).output(rule)
    .query(async ({ ctx, input }) => {
      const [row] = await listRules(ctx.q, input.rule)
      if (!row) throw new DomainError('NOTIFICATION_RULE_NOT_FOUND')
      return shown(row)
    }),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/notification-rules', status: 201, summary: 'A new rule. An unknown shortcode is refused with its line and column. It fires for instants after it was activated.' } })
    .input(z.strictObject({
      ...asked, timing: asked.timing.default('at'), amount: asked.amount.default(0), unit: asked.unit.default('day'),
      certifications: people.certifications.default([]), branches: people.branches.default([]), groups: people.groups.default([]), channels: asked.channels.default(['email']), active: asked.active.default(false),
      digest: options.digest.default(false), managerCopy: options.managerCopy.default(false), calendarAttachment: options.calendarAttachment.default(false),
    }))
    .output(z.object({ id: z.string() }))
    .mutation(async ({ ctx, input }) => ({ id: await createRule(ctx, input) })),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/notification-rules/{rule}', status: 204, summary: 'Changes any part of a rule; `active` activates and pauses it. What is named of certifications, branches and groups takes the place of what was.' } })
    .input(z.strictObject({ rule: ref, version, ...z.strictObject(asked).partial().shape }))
    .mutation(async ({ ctx, input: { rule: id, ...changes } }) => { await updateRule(ctx, id, changes) }),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/notification-rules/{rule}', status: 204, summary: 'Deletes a rule. What it sent stays in the log.' } })
    .input(z.strictObject({ rule: ref })).mutation(async ({ ctx, input }) => { await deleteRule(ctx, input.rule) }),

  copy: procedure
    .meta({ rest: { method: 'POST', path: '/notification-rules/{rule}/copies', status: 201, summary: 'A paused copy under another name.' } })
    .input(z.strictObject({ rule: ref, name: text.max(1000) })).output(z.object({ id: z.string() }))
    .mutation(async ({ ctx, input }) => ({ id: await copyRule(ctx, input.rule, input.name) })),

  preview: procedure
    .meta({ rest: { method: 'POST', path: '/notification-rules/preview', status: 200, summary: 'What a text would say to somebody who holds a certification; to anybody where none is named.' } })
    .input(tried)
    .output(z.object({ subject: z.string(), body: z.string(), html: z.string(), username: z.string(), certificationName: z.string() }))
    .mutation(({ ctx, input }) => previewRule(ctx, ctx.deps, input)),

  sendTest: procedure
    .meta({ rest: { method: 'POST', path: '/notification-rules/test', status: 200, summary: 'Sends what a preview says to the address of whoever asks, and to nobody else. A key has no address.' } })
    .input(tried).output(z.object({ to: z.string() }))
    .mutation(({ ctx, input }) => sendTest(ctx, ctx.deps, input)),
})

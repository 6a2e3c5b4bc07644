import { approveActivity } from '@recert/actions/external-activities/approve-activity'
import { previewReport } from '@recert/actions/external-activities/preview-report'
import { rejectActivity } from '@recert/actions/external-activities/reject-activity'
import { reportActivity, type ReportedPeople } from '@recert/actions/external-activities/report-activity'
import { reportOwn } from '@recert/actions/external-activities/report-own'
import { updateActivity, updateOwn } from '@recert/actions/external-activities/update-activity'
import { withdrawActivity } from '@recert/actions/external-activities/withdraw-activity'
import type { SelectionInput } from '@recert/actions/selections/resolve-selection'
import type { Queryable } from '@recert/db/client'
import type { Organisation } from '@recert/db/queries/organisation'
import { type ExternalListed, listExternalActivities, listReportable } from '@recert/db/queries/external-activities'
import type { Caller, Scope } from '@recert/domain/access'
import type { KeepReason, RefusalReason } from '@recert/domain/awards'
import { DomainError } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import { EXTERNAL_STATES } from '@recert/domain/external-activities'
import type { Language } from '@recert/domain/people'
import { z } from 'zod'
import { all, completionOutcome, countedPage, countedPaging, direction, instantIn, instantOut, page, paging, ref, search, selection, text, version } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const state = z.enum(EXTERNAL_STATES)

/** What learners see of their own. `message` says in a sentence why nothing was awarded. */
const own = {
  id: z.string(), title: z.string(), type: z.string(), startedAt: instantOut.nullable(), completedAt: instantOut,
  score: z.number().nullable(), credits: z.number().nullable(), institute: z.string(),
  certificationId: z.string().nullable(), certificationCode: z.string().nullable(), certificationName: z.string().nullable(),
  evidence: z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.int() }).nullable(),
  state, reportedAt: instantOut, decidedAt: instantOut.nullable(), note: z.string(),
  outcome: completionOutcome.nullable(), reason: z.string().nullable(), message: z.string().nullable(), version: z.int(),
}
const activity = z.object({
  ...own, personId: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(), replace: z.boolean(),
  reportedByKind: z.enum(['person', 'api_key', 'system']), reportedBy: z.string().nullable(), decidedBy: z.string().nullable(), awardId: z.string().nullable(),
})

const people = { username: ref.optional(), ...selection }
const fields = {
  title: text, type: text.optional(), startedAt: instantIn.nullish(), completedAt: instantIn, score: z.number().nullish(), credits: z.number().nullish(),
  institute: text.optional(), certificationCode: ref.nullish(), evidenceId: z.uuid().nullish(),
}
const changes = { ...fields, title: fields.title.optional(), completedAt: instantIn.optional() }
const named = { activity: ref }

/** R9: training that took place elsewhere. Administrators report and approve it; learners report their own, and it waits. */
export const externalActivitiesRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/external-activities', summary: 'Training activities with what they led to, the last reported first.' } })
    .input(z.strictObject({
      username: ref.optional(), search, state: z.array(state).optional(), certificationCode: ref.optional(), outcome: completionOutcome.optional(),
      completedFrom: instantIn.optional(), completedTo: instantIn.optional(), direction, ...countedPaging,
    }))
    .output(countedPage(activity))
    .query(async ({ ctx, input: { username, certificationCode, ...filter } }) => {
      const listed = await listExternalActivities(ctx.q, ctx.scope, { ...filter, person: username, certification: certificationCode })
      return { ...listed, items: listed.items.map((row) => shown(row, ctx.language)) }
    }),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/external-activities/{activity}', summary: 'One training activity.' } })
    .input(z.strictObject(named)).output(activity)
    .query(({ ctx, input }) => found(ctx, ctx.scope, input.activity)),

  /** Changes nothing, but the people may be too many for an address. */
  preview: procedure
    .meta({ rest: { method: 'POST', path: '/external-activities/preview', status: 200, summary: 'What a report would lead to for each person, before it is made.' } })
    .input(z.strictObject({ ...people, certificationCode: ref, completedAt: instantIn, replace: z.boolean().default(false) }))
    .output(z.object({
      expiresAt: instantOut.nullable(),
      people: z.array(z.object({
        personId: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(),
        verdict: z.enum(['issue', 'replace', 'renew', 'unchanged', 'keep', 'refuse']), reason: z.string().nullable(), message: z.string().nullable(),
        held: z.object({ issuedAt: instantOut, expiresAt: instantOut.nullable() }).nullable(),
      })),
    }))
    .mutation(async ({ ctx, input: { certificationCode, completedAt, replace, ...named } }) => {
      needsCertifications(ctx.organisation)
      const foreseen = await previewReport(ctx.tx, ctx.scope, { people: peopleOf(named), certificationCode, completedAt, replace })
      return { ...foreseen, people: foreseen.people.map((person) => ({ ...person, message: messageOf(person, certificationCode, ctx.language) })) }
    }),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/external-activities', status: 201, summary: 'Reports a training activity of one person (`username`; answers the activity) or of several (answers `items`, one for each). It is approved at once and awards its certification.' } })
    .input(z.strictObject({ ...people, ...fields, replace: z.boolean().default(false) }))
    .output(z.union([activity, all(activity)]))
    .mutation(async ({ ctx, input: { username, usernames, groups, branches, ...report } }) => {
      const named = peopleOf({ username, usernames, groups, branches })
      const activities = await reportActivity(ctx, ctx.scope, ctx.organisation.features, named, report)
      const { items } = await listExternalActivities(ctx.tx, ctx.scope, { activities, limit: activities.length })
      const [first] = items
      if ('username' in named && first) return shown(first, ctx.language)
      return { items: items.map((row) => shown(row, ctx.language)).toSorted((a, b) => a.username.localeCompare(b.username)) }
    }),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/external-activities/{activity}', summary: 'Changes a report that waits. Of an approved one only title, type, institute, score and credits: dates and certification stand behind an award.' } })
    .input(z.strictObject({ ...named, version, ...changes, replace: z.boolean().optional() })).output(activity)
    .mutation(async ({ ctx, input: { activity: id, ...wanted } }) => {
      await updateActivity(ctx, ctx.scope, ctx.organisation.features, id, wanted)
      return found(ctx, ctx.scope, id)
    }),

  approve: procedure
    .meta({ rest: { method: 'POST', path: '/external-activities/{activity}/approve', status: 200, summary: 'Approves a report, as it is or corrected, and awards its certification.' } })
    .input(z.strictObject({ ...named, version, ...changes, replace: z.boolean().optional(), note: text.optional() })).output(activity)
    .mutation(async ({ ctx, input: { activity: id, ...approval } }) => {
      await approveActivity(ctx, ctx.scope, ctx.organisation.features, id, approval)
      return found(ctx, ctx.scope, id)
    }),

  reject: procedure
    .meta({ rest: { method: 'POST', path: '/external-activities/{activity}/reject', status: 200, summary: 'Rejects a report; the note tells the learner why.' } })
    .input(z.strictObject({ ...named, version, note: text.default('') })).output(activity)
    .mutation(async ({ ctx, input: { activity: id, ...rejection } }) => {
      await rejectActivity(ctx, ctx.scope, id, rejection)
      return found(ctx, ctx.scope, id)
    }),

  /** What a report may name: nothing while Certifications & Retraining is not active. */
  certifications: procedure
    .input(z.strictObject({ search, limit: z.int().min(1).max(1000).default(100) }))
    .output(all(z.object({ id: z.string(), code: z.string().nullable(), name: z.string() })))
    .query(async ({ ctx, input }) => ({ items: ctx.organisation.features.includes('certifications') ? await listReportable(ctx.q, input) : [] })),

  mine: procedure
    .input(z.strictObject({ ...paging })).output(page(z.object(own)))
    .query(async ({ ctx, input }) => {
      const listed = await listExternalActivities(ctx.q, selfOf(ctx.caller), input)
      return { ...listed, items: listed.items.map((row) => shown(row, ctx.language)) }
    }),

  report: procedure
    .input(z.strictObject(fields)).output(z.object(own))
    .mutation(async ({ ctx, input }) => {
      const self = selfOf(ctx.caller)
      return found(ctx, self, await reportOwn(ctx, ctx.organisation.features, self.personId, input))
    }),

  updateMine: procedure
    .input(z.strictObject({ ...named, version, ...changes })).output(z.object(own))
    .mutation(async ({ ctx, input: { activity: id, ...wanted } }) => {
      const self = selfOf(ctx.caller)
      await updateOwn(ctx, ctx.organisation.features, self.personId, id, wanted)
      return found(ctx, self, id)
    }),

  withdraw: procedure
    .input(z.strictObject(named)).output(z.object(own))
    .mutation(async ({ ctx, input }) => {
      const self = selfOf(ctx.caller)
      await withdrawActivity(ctx, self.personId, input.activity)
      return found(ctx, self, input.activity)
    }),
})

type Asked = { q: Queryable; language: Language }

async function found({ q, language }: Asked, scope: Scope, id: string) {
  const [row] = (await listExternalActivities(q, scope, { activities: [id], limit: 1 })).items
  if (!row) throw new DomainError('EXTERNAL_NOT_FOUND')
  return shown(row, language)
}

const shown = (row: ExternalListed, language: Language) => ({ ...row, message: messageOf(row, row.certificationCode ?? row.certificationName, language) })

/** Why nothing was awarded, in a sentence that names whom or what it is about. */
function messageOf({ reason, username }: { reason: KeepReason | RefusalReason | null; username: string }, certification: string | null, language: Language): string | null {
  if (reason === null) return null
  return sentence(reason, { value: reason === 'PERSON_DEACTIVATED' ? username : (certification ?? '…') }, language)
}

function peopleOf({ username, ...selection }: SelectionInput & { username?: string | undefined }): ReportedPeople {
  if (username === undefined) return selection
  if (Object.values(selection).some((each) => each !== undefined)) throw new DomainError('VALIDATION', { detail: 'name one person by `username`, or several by `usernames`, `groups` and `branches`' })
  return { username }
}

function needsCertifications({ features }: Organisation): void {
  if (!features.includes('certifications')) throw new DomainError('FEATURE_INACTIVE', { feature: 'certifications' })
}

/** The access table lets only people in here, no keys. */
function selfOf(caller: Caller): Extract<Scope, { kind: 'self' }> {
  if (caller.kind !== 'person') throw new DomainError('FORBIDDEN')
  return { kind: 'self', personId: caller.id }
}

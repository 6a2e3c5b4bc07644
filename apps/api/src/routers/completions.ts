import { previewAwardEarlier, startAwardEarlier } from '@recert/actions/completions/award-earlier'
import { foreseeCompletion } from '@recert/actions/completions/foresee-completion'
import { reportCompletion, reportCompletions, REPORTS_MOST } from '@recert/actions/completions/report-completions'
import { type CompletionListed, listCompletions } from '@recert/db/queries/completions'
import type { SentenceCode } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import type { Language } from '@recert/domain/people'
import { z } from 'zod'
import { completionOutcome, instantIn, instantOut, itemKind, page, paging, ref, search } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const outcome = z.object({
  certificationId: z.string(), certificationCode: z.string().nullable(), certificationName: z.string(),
  outcome: completionOutcome, reason: z.string().nullable(), message: z.string().nullable(), awardId: z.string().nullable(),
})
const completion = z.object({
  id: z.string(), personId: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(),
  kind: itemKind, itemCode: z.string(), itemName: z.string(), completedAt: instantOut, receivedAt: instantOut,
  source: z.enum(['player', 'admin', 'api', 'xapi', 'plan']), reportedBy: z.string().nullable(), outcomes: z.array(outcome),
})

const report = z.strictObject({ username: ref, kind: itemKind, itemCode: ref, completedAt: instantIn })
const reported = z.object({ index: z.int(), status: z.enum(['recorded', 'known', 'rejected']), code: z.string().optional(), message: z.string().optional() })

const item = { certification: ref, kind: itemKind, code: ref }

/** That people completed items, and what it led to. Programs report them by the thousand; administrators one at a time. */
export const completionsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/completions', summary: 'Who completed what, and what it led to; the last reported first.' } })
    .input(z.strictObject({
      username: ref.optional(), search, kind: itemKind.optional(), itemCode: ref.optional(), certificationCode: ref.optional(),
      outcome: completionOutcome.optional(), from: instantIn.optional(), to: instantIn.optional(), ...paging,
    }))
    .output(page(completion))
    .query(async ({ ctx, input: { username, certificationCode, ...filter } }) => {
      const listed = await listCompletions(ctx.q, ctx.scope, { ...filter, person: username, certification: certificationCode })
      return { ...listed, items: listed.items.map((row) => shown(row, ctx.language)) }
    }),

  foresee: procedure
    .input(report)
    .output(z.object({ known: z.boolean(), certifications: z.array(outcome.omit({ awardId: true }).extend({ expiresAt: instantOut.nullable() })) }))
    .query(async ({ ctx, input }) => {
      const { known, username, certifications } = await foreseeCompletion(ctx.q, ctx.scope, input)
      return { known, certifications: certifications.map((each) => ({ ...each, message: messageOf(each, username, ctx.language) })) }
    }),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/completions', status: 201, summary: 'Reports that a person completed a course or a learning plan. The same person, item and instant is one completion, however often it is reported.' } })
    .input(report).output(completion.extend({ known: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const { known, ...row } = await reportCompletion(ctx, ctx.scope, input, ctx.caller.kind === 'api_key' ? 'api' : 'admin')
      return { ...shown(row, ctx.language), known }
    }),

  createMany: procedure
    .meta({ rest: { method: 'POST', path: '/completions', status: 200, list: 'completions', summary: `Up to ${REPORTS_MOST} completions at once. One that names nobody or nothing is rejected by itself.` } })
    .input(z.strictObject({ completions: z.array(report) }))
    .output(z.object({ counts: z.object({ recorded: z.int(), known: z.int(), rejected: z.int() }), items: z.array(reported) }))
    .mutation(async ({ ctx, input }) => {
      const items = await reportCompletions(ctx, ctx.scope, input.completions, ctx.caller.kind === 'api_key' ? 'api' : 'admin', ctx.language)
      const count = (status: string): number => items.filter((each) => each.status === status).length
      return { counts: { recorded: count('recorded'), known: count('known'), rejected: count('rejected') }, items }
    }),

  earlier: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}/items/{kind}/{code}/earlier-completions', summary: 'Whom awarding earlier completions would award.' } })
    .input(z.strictObject(item))
    .output(z.object({
      counts: z.object({ award: z.int(), alreadyExpired: z.int(), held: z.int(), deactivated: z.int() }),
      people: z.array(z.object({
        personId: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(), completedAt: instantOut, expiresAt: instantOut.nullable(), expired: z.boolean(),
        standsAgainst: z.enum(['held', 'deactivated']).nullable(),
      })),
    }))
    .query(({ ctx, input }) => previewAwardEarlier(ctx.q, ctx.scope, input, ctx.now)),

  awardEarlier: procedure
    .meta({ rest: { method: 'POST', path: '/certifications/{certification}/items/{kind}/{code}/earlier-completions', status: 202, summary: 'Awards the certification by completions from before the item was linked.' } })
    .input(z.strictObject(item)).output(z.object({ jobId: z.string() }))
    .mutation(async ({ ctx, input }) => ({ jobId: await startAwardEarlier(ctx, ctx.deps.boss, ctx.scope, input) })),
})

function shown(row: CompletionListed, language: Language) {
  return { ...row, outcomes: row.outcomes.map((each) => ({ ...each, message: messageOf(each, row.username, language) })) }
}

/** Why nothing was awarded, in a sentence. */
function messageOf({ reason, certificationName }: { reason: string | null; certificationName: string }, username: string, language: Language): string | null {
  return reason === null ? null : sentence(reason as SentenceCode, { value: reason === 'PERSON_DEACTIVATED' ? username : certificationName }, language)
}

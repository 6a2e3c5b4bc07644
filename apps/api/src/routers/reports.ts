import { shownAward } from '@recert/actions/awards/shown-award'
import { copyReport } from '@recert/actions/reports/copy-report'
import { createReport } from '@recert/actions/reports/create-report'
import { deleteReport } from '@recert/actions/reports/delete-report'
import { resolveDefinition } from '@recert/actions/reports/resolve-definition'
import { restoreReport } from '@recert/actions/reports/restore-report'
import { updateReport } from '@recert/actions/reports/update-report'
import type { Queryable } from '@recert/db/client'
import { toldOf } from '@recert/db/queries/report-cycles'
import { countReportGroups } from '@recert/db/queries/report-groups'
import { listReportAwards, listReportRows } from '@recert/db/queries/report-rows'
import { findReport, listReports, namedIn, type ReportListed, type ReportReader } from '@recert/db/queries/reports'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { emptyDefinition, type ReportDefinition, REPORT_STANDINGS } from '@recert/domain/reports'
import { z } from 'zod'
import { awardOut } from '../award-shapes.ts'
import { definitionIn, groupOut, namedOut, PAIR_COLUMNS, pairRow, readerOf, reportGroup, reportQuery, reportRow, savedReport, shownPair, shownReport } from '../report-shapes.ts'
import { all, countedPage, countedPaging, instantIn, page, paging, ref, search, text, version } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const name = text.max(1000)
const named = { username: ref.optional(), certificationCode: ref.optional(), asOf: instantIn.optional(), asKnown: z.enum(['now', 'then']).default('now') }
const person = z.object({ id: z.string(), username: z.string(), firstName: z.string(), lastName: z.string() })
const withNames = savedReport.extend({ named: namedOut })

export const reportsRouter = router({
  usersCertifications: procedure
    .meta({ rest: { method: 'GET', path: '/reports/users-certifications/rows', summary: 'Users – Certifications: one row per award cycle. A cycle whose successor came early is left out unless `includeEarly` is set. With `asOf`: who held what at that instant, by what is known now or, with `asKnown=then`, as it was known then.' } })
    .input(z.strictObject({ ...named, includeEarly: z.boolean().default(false), ...paging }))
    .output(page(awardOut.extend({ person })))
    .query(async ({ ctx, input: { includeEarly, cursor, limit, ...asked } }) => {
      const query = reportQuery(ctx, await definitionOf(ctx, { ...emptyDefinition('users_certifications'), includeEarly, sort: 'issued', direction: 'desc' }, asked))
      const { items, nextCursor } = await listReportAwards(ctx.q, query, { cursor, limit })
      return { nextCursor, items: items.map((row) => ({ ...shownAward(row, toldOf(query)), person: { id: row.personId, username: row.username, firstName: row.firstName, lastName: row.lastName } })) }
    }),

  certificationsUsers: procedure
    .meta({ rest: { method: 'GET', path: '/reports/certifications-users/rows', summary: 'Certifications – Users: one row per person and certification, with those who were never certified. Without `standing`: who lacks it. Retired certifications only where one is named.' } })
    .input(z.strictObject({ ...named, standing: z.array(z.enum(REPORT_STANDINGS)).max(REPORT_STANDINGS.length).default([]), ...paging }))
    .output(page(pairRow))
    .query(async ({ ctx, input: { standing, cursor, limit, ...asked } }) => {
      const definition = await definitionOf(ctx, { ...emptyDefinition('certifications_users'), standings: standing, columns: [...PAIR_COLUMNS] }, asked)
      const { items, nextCursor } = await listReportRows(ctx.q, reportQuery(ctx, definition), { cursor, limit })
      return { nextCursor, items: items.map(shownPair) }
    }),

  preview: procedure
    .meta({ rest: { method: 'POST', path: '/reports/preview', summary: 'The rows of a report that was not saved. People may be named by id or username, branches by id or path, groups by id or name, certifications by id or code; what is left out means all.' } })
    .input(z.strictObject({ definition: definitionIn, ...countedPaging })).output(countedPage(reportRow))
    .query(async ({ ctx, input: { definition, ...paged } }) => listReportRows(ctx.q, reportQuery(ctx, await resolveDefinition(ctx.q, ctx.scope, definition)), paged)),

  groups: procedure
    .meta({ rest: { method: 'POST', path: '/reports/groups', summary: 'The rows of a report that was not saved, counted by certification, branch, group, standing or association. Who is in several groups counts in each.' } })
    .input(z.strictObject({ definition: definitionIn, by: reportGroup })).output(all(groupOut))
    .query(async ({ ctx, input: { definition, by } }) => ({ items: await countReportGroups(ctx.q, reportQuery(ctx, await resolveDefinition(ctx.q, ctx.scope, definition)), by, ctx.language) })),

  list: procedure
    .meta({ rest: { method: 'GET', path: '/reports', summary: 'Saved reports: one’s own and shared ones, the last changed first. Superadmins see all.' } })
    .input(z.strictObject({ search, mine: z.boolean().optional(), ...paging })).output(page(savedReport))
    .query(async ({ ctx, input }) => {
      const reader = readerOf(ctx)
      const listed = await listReports(ctx.q, reader, input)
      return { ...listed, items: listed.items.map((row) => shownReport(row, reader)) }
    }),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/reports/{report}', summary: 'A saved report, with the names of what it asks for, as far as that is still there and within one’s scope.' } })
    .input(z.strictObject({ report: ref })).output(withNames)
    .query(({ ctx, input }) => shown(ctx.q, ctx.scope, readerOf(ctx), input.report)),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/reports', status: 201, summary: 'Saves a report. `shared`: whoever may see awards finds it and may duplicate it; each sees the people of their own scope.' } })
    .input(z.strictObject({ name, definition: definitionIn, shared: z.boolean().default(false) })).output(withNames)
    .mutation(async ({ ctx, input: { definition, ...values } }) => {
      const id = await createReport(ctx, { ...values, definition: await resolveDefinition(ctx.q, ctx.scope, definition) })
      return shown(ctx.q, ctx.scope, readerOf(ctx), id)
    }),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/reports/{report}', summary: 'Changes name, definition or whether it is shared. Only its owner and superadmins; a stale `version` is refused.' } })
    .input(z.strictObject({ report: ref, version, name: name.optional(), definition: definitionIn.optional(), shared: z.boolean().optional() })).output(withNames)
    .mutation(async ({ ctx, input: { report, definition, ...changes } }) => {
      await updateReport(ctx, readerOf(ctx), report, { ...changes, ...(definition && { definition: await resolveDefinition(ctx.q, ctx.scope, definition) }) })
      return shown(ctx.q, ctx.scope, readerOf(ctx), report)
    }),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/reports/{report}', status: 204, summary: 'Deletes a saved report. It can be restored.' } })
    .input(z.strictObject({ report: ref })).mutation(async ({ ctx, input }) => { await deleteReport(ctx, readerOf(ctx), input.report) }),

  restore: procedure
    .meta({ rest: { method: 'POST', path: '/reports/{report}/restore', summary: 'Takes the deletion of a saved report back.' } })
    .input(z.strictObject({ report: ref })).output(withNames)
    .mutation(async ({ ctx, input }) => {
      await restoreReport(ctx, readerOf(ctx), input.report)
      return shown(ctx.q, ctx.scope, readerOf(ctx), input.report)
    }),

  copy: procedure
    .meta({ rest: { method: 'POST', path: '/reports/{report}/copies', status: 201, summary: 'An own copy under another name, not shared.' } })
    .input(z.strictObject({ report: ref, name })).output(withNames)
    .mutation(async ({ ctx, input }) => shown(ctx.q, ctx.scope, readerOf(ctx), await copyReport(ctx, readerOf(ctx), input.report, input.name))),

  rows: procedure
    .meta({ rest: { method: 'GET', path: '/reports/{report}/rows', summary: 'The rows of a saved report, with the columns that it asks for.' } })
    .input(z.strictObject({ report: ref, ...countedPaging })).output(countedPage(reportRow))
    .query(async ({ ctx, input: { report, ...paged } }) => listReportRows(ctx.q, reportQuery(ctx, (await found(ctx.q, readerOf(ctx), report)).definition), paged)),

  savedGroups: procedure
    .meta({ rest: { method: 'GET', path: '/reports/{report}/groups', summary: 'The rows of a saved report, counted by certification, branch, group, standing or association.' } })
    .input(z.strictObject({ report: ref, by: reportGroup })).output(all(groupOut))
    .query(async ({ ctx, input }) => ({ items: await countReportGroups(ctx.q, reportQuery(ctx, (await found(ctx.q, readerOf(ctx), input.report)).definition), input.by, ctx.language) })),
})

async function found(q: Queryable, reader: ReportReader, id: string): Promise<ReportListed> {
  const row = await findReport(q, reader, id)
  if (!row) throw new DomainError('REPORT_NOT_FOUND')
  return row
}

async function shown(q: Queryable, scope: Scope, reader: ReportReader, id: string) {
  const row = await found(q, reader, id)
  return { ...shownReport(row, reader), named: await namedIn(q, scope, row.definition) }
}

/** One person, one certification, or all of them, deactivated people included; at an instant, or now. */
function definitionOf({ q, scope }: { q: Queryable; scope: Scope }, definition: ReportDefinition, { username, certificationCode, asOf, asKnown }: z.output<z.ZodObject<typeof named>>): Promise<ReportDefinition> {
  return resolveDefinition(q, scope, {
    ...definition, withInactive: definition.kind === 'users_certifications', personIds: username === undefined ? [] : [username], certificationIds: certificationCode === undefined ? [] : [certificationCode],
    asOf: asOf?.toISOString() ?? null, asKnown,
  })
}

import { cancelExport } from '@recert/actions/exports/cancel-export'
import { createExport, SEPARATORS } from '@recert/actions/exports/create-export'
import { deleteExport } from '@recert/actions/exports/delete-export'
import { getExport, listExports } from '@recert/actions/exports/list-exports'
import { retryExport } from '@recert/actions/exports/retry-export'
import { resolveDefinition } from '@recert/actions/reports/resolve-definition'
import { findReport } from '@recert/db/queries/reports'
import { JOB_STATES } from '@recert/db/schema/jobs'
import type { ExportSource } from '@recert/db/schema/reports'
import { DomainError } from '@recert/domain/errors'
import { EXPORT_TITLES } from '@recert/domain/export-titles'
import { emptyDefinition, EXPORT_FORMATS, REPORT_KINDS } from '@recert/domain/reports'
import { z } from 'zod'
import { auditFilterIn, auditFilterOf } from '../audit-shapes.ts'
import { ownerOf } from '../owner.ts'
import { definitionIn, readerOf } from '../report-shapes.ts'
import { instantIn, instantOut, language, page, paging, ref, text } from '../shapes.ts'
import { procedure, type RequestContext, router } from '../trpc.ts'

export const separator = z.enum(SEPARATORS)
const file = { format: z.enum(EXPORT_FORMATS).default('csv'), separator: separator.default(',') }
const started = z.object({ id: z.string(), jobId: z.string() })

const exported = z.object({
  id: z.string(), reportId: z.string().nullable(), scheduleId: z.string().nullable(), dueAt: instantOut.nullable(), name: z.string(),
  kind: z.enum([...REPORT_KINDS, 'audit_log']), format: z.enum(EXPORT_FORMATS), separator: z.string(), language, timeZone: z.string(), jobId: z.string().nullable(),
  state: z.enum(JOB_STATES), progress: z.object({ done: z.int(), total: z.int(), rowsPerSecond: z.number().nullable(), secondsLeft: z.number().nullable() }),
  error: z.object({ code: z.string(), message: z.string() }).nullable(), rows: z.int().nullable(),
  /** Size in bytes. */
  file: z.object({ name: z.string(), size: z.int() }).nullable(), fileGone: z.boolean(), retryable: z.boolean(),
  createdAt: instantOut, finishedAt: instantOut.nullable(),
})
const one = z.strictObject({ export: ref })

export const exportsRouter = router({
  create: procedure
    .meta({ rest: { method: 'POST', path: '/reports/exports', status: 202, summary: 'Makes a file of a report that is not saved, in the background: CSV or XLSX, with the people whom the caller may see.' } })
    .input(z.strictObject({ definition: definitionIn, name: text.max(1000).optional(), ...file })).output(started)
    .mutation(async ({ ctx, input: { definition, name = titleOf(ctx, definition.kind), ...asked } }) =>
      begin(ctx, { ...asked, name, source: await resolveDefinition(ctx.tx, ctx.scope, definition) })),

  createOfReport: procedure
    .meta({ rest: { method: 'POST', path: '/reports/{report}/exports', status: 202, summary: 'Makes a file of a saved report, in the background.' } })
    .input(z.strictObject({ report: ref, ...file })).output(started)
    .mutation(async ({ ctx, input: { report: id, ...asked } }) => {
      const report = await findReport(ctx.tx, readerOf(ctx), id)
      if (!report) throw new DomainError('REPORT_NOT_FOUND')
      return begin(ctx, { ...asked, name: report.name, source: report.definition, reportId: report.id })
    }),

  createUsersCertifications: procedure
    .meta({ rest: { method: 'POST', path: '/reports/users-certifications/exports', status: 202, summary: 'Makes a file of Users – Certifications with the filters of its rows, in the background.' } })
    .input(z.strictObject({ username: ref.optional(), certificationCode: ref.optional(), includeEarly: z.boolean().default(false), asOf: instantIn.optional(), asKnown: z.enum(['now', 'then']).default('now'), ...file }))
    .output(started)
    .mutation(async ({ ctx, input: { username, certificationCode, includeEarly, asOf, asKnown, ...asked } }) => {
      const definition = {
        ...emptyDefinition('users_certifications'), withInactive: true, includeEarly, asKnown, asOf: asOf?.toISOString() ?? null,
        personIds: username ? [username] : [], certificationIds: certificationCode ? [certificationCode] : [],
      }
      return begin(ctx, { ...asked, name: titleOf(ctx, definition.kind), source: await resolveDefinition(ctx.tx, ctx.scope, definition) })
    }),

  createAudit: procedure
    .meta({ rest: { method: 'POST', path: '/audit-events/exports', status: 202, summary: 'Makes a file of the audit log, or of what a filter leaves of it, in the background.' } })
    .input(z.strictObject({ filter: z.strictObject(auditFilterIn).default({}), ...file })).output(started)
    .mutation(({ ctx, input: { filter, ...asked } }) => begin(ctx, { ...asked, name: titleOf(ctx, 'audit_log'), source: { kind: 'audit_log', filter: auditFilterOf(filter) } })),

  list: procedure
    .meta({ rest: { method: 'GET', path: '/exports', summary: 'The caller’s own exports, newest first; of one report, if it is named. `file` is null until it is there, and once it is not kept any more.' } })
    .input(z.strictObject({ report: ref.optional(), ...paging })).output(page(exported))
    .query(({ ctx, input }) => listExports(ctx.q, ownerOf(ctx.caller), input, ctx.language)),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/exports/{export}', summary: 'One of the caller’s own exports: how far it is, and its file.' } })
    .input(one).output(exported)
    .query(({ ctx, input }) => getExport(ctx.q, ownerOf(ctx.caller), input.export, ctx.language)),

  cancel: procedure
    .meta({ rest: { method: 'POST', path: '/exports/{export}/cancel', status: 200, summary: 'Stops an export that is being made; nothing is left of it.' } })
    .input(one).output(exported)
    .mutation(async ({ ctx, input }) => {
      await cancelExport(ctx, ownerOf(ctx.caller), input.export)
      return getExport(ctx.tx, ownerOf(ctx.caller), input.export, ctx.language)
    }),

  retry: procedure
    .meta({ rest: { method: 'POST', path: '/exports/{export}/retry', status: 200, summary: 'Makes an export once more that failed by a fault.' } })
    .input(one).output(exported)
    .mutation(async ({ ctx, input }) => {
      await retryExport(ctx, ctx.deps.boss, ownerOf(ctx.caller), input.export)
      return getExport(ctx.tx, ownerOf(ctx.caller), input.export, ctx.language)
    }),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/exports/{export}', status: 204, summary: 'Deletes an export and its file; one that is being made is stopped.' } })
    .input(one)
    .mutation(({ ctx, input }) => deleteExport(ctx, ownerOf(ctx.caller), input.export)),
})

type Ctx = Parameters<typeof createExport>[0] & Pick<RequestContext, 'deps' | 'language' | 'person'>
type Asked = { name: string; source: ExportSource; reportId?: string } & z.infer<z.ZodObject<typeof file>>

/** In the caller's language and zone; programs have none, and get UTC. */
const begin = (ctx: Ctx, asked: Asked): Promise<z.infer<typeof started>> => createExport(ctx, ctx.deps.boss, { ...asked, language: ctx.language, timeZone: ctx.person?.timeZone ?? 'UTC' })

const titleOf = ({ language: spoken }: Pick<RequestContext, 'language'>, kind: ExportSource['kind']): string => EXPORT_TITLES[spoken][kind]

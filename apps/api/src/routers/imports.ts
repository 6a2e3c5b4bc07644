import { cancelImport } from '@recert/actions/imports/cancel-import'
import { importColumns } from '@recert/actions/imports/list-columns'
import { getImport, listImports } from '@recert/actions/imports/list-imports'
import { foreseeUndo, notUndoneRows } from '@recert/actions/imports/list-not-undone'
import { importRows } from '@recert/actions/imports/list-rows'
import { setMapping } from '@recert/actions/imports/set-mapping'
import { startImport } from '@recert/actions/imports/start-import'
import { undoImport } from '@recert/actions/imports/undo-import'
import { listCertificationImports } from '@recert/db/queries/certification-imports'
import { certificationIds } from '@recert/db/queries/certifications'
import { DomainError } from '@recert/domain/errors'
import { CHANGED_SINCE, IMPORT_KINDS, IMPORT_STATES, ROW_OUTCOMES } from '@recert/domain/imports'
import { fieldsOf } from '@recert/domain/import-columns'
import { z } from 'zod'
import { importSeen, importsListed } from '../import-access.ts'
import { instantOut, page, paging, ref, text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const separator = text.min(1).max(8)
const charset = text.min(1).max(40)
/** Field → column, by its name or its 0-based number. */
const mapping = z.record(text, z.union([text, z.int().min(0)]).nullable())

/** R15.4: the options of an upload. */
export const importOptions = z.strictObject({
  kind: z.enum(IMPORT_KINDS, { error: `must be one of ${IMPORT_KINDS.join(', ')}` }).default('awards'),
  separator: separator.default('auto'), charset: charset.default('auto'),
  header: z.boolean().default(true), duplicates: z.boolean().default(false),
  mapping: mapping.nullable().default(null), notify: z.boolean().default(false), dryRun: z.boolean().default(false),
})
export type ImportOptionsIn = z.output<typeof importOptions>

const eachField = Object.fromEntries(IMPORT_KINDS.flatMap((kind) => fieldsOf(kind)).map(({ key }) => [key, z.union([text, z.int().min(0)]).nullish()]))

export const importCounts = z.object({ total: z.int(), new: z.int(), replaced: z.int(), unchanged: z.int(), rejected: z.int(), skipped: z.int() })
const failure = z.object({ code: z.string(), message: z.string() }).nullable()

const importRun = z.object({
  id: z.string(), kind: z.enum(IMPORT_KINDS), fileName: z.string(), fileSize: z.int(), state: z.enum(IMPORT_STATES), error: failure, counts: importCounts,
  options: z.object({ separator: z.string(), charset: z.string(), header: z.boolean(), duplicates: z.boolean(), notify: z.boolean(), dryRun: z.boolean() }),
  mapping: mapping.nullable(), rowsKept: z.boolean(), undoable: z.boolean(),
  createdBy: z.string(), createdAt: instantOut, startedAt: instantOut.nullable(), finishedAt: instantOut.nullable(),
  undo: z.object({ requestedAt: instantOut, undoneAt: instantOut.nullable(), undone: z.int(), notUndone: z.int() }).nullable(),
  progress: z.object({ read: z.number(), done: z.int(), total: z.int(), rowsPerSecond: z.number().nullable(), secondsLeft: z.number().nullable() }),
})

const columns = z.object({
  columns: z.array(z.object({ index: z.int(), name: z.string().nullable(), samples: z.array(z.string()) })),
  separator: z.string(), charset: z.string(), header: z.boolean(), mapping: z.record(z.string(), z.int()),
  fields: z.array(z.object({ key: z.string(), required: z.boolean() })),
})

const row = z.object({
  record: z.int(), line: z.int(), outcome: z.enum(ROW_OUTCOMES), code: z.string().nullable(), column: z.string().nullable(),
  value: z.string().nullable(), message: z.string().nullable(), cells: z.array(z.string()),
})

const notUndone = z.object({
  record: z.int(), line: z.int().nullable(), awardId: z.string().nullable(), personId: z.string(), username: z.string().nullable(), certificationCode: z.string().nullable(), reason: z.literal(CHANGED_SINCE), message: z.string(),
  how: z.enum(['edited', 'archived', 'removed', 'restored', 'gone']), changedAt: instantOut.nullable(), changedBy: z.string().nullable(),
})

const ofCertification = z.object({
  id: z.string(), fileName: z.string(), state: z.enum(IMPORT_STATES), createdBy: z.string().nullable(), createdAt: instantOut, finishedAt: instantOut.nullable(), newCount: z.int(), replacedCount: z.int(),
})

const named = z.strictObject({ import: ref })

export const importsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/imports', summary: 'The history of imports, newest first.' } })
    .input(z.strictObject(paging)).output(page(importRun))
    .query(({ ctx, input }) => listImports(ctx.q, importsListed(ctx), input, ctx.language)),

  ofCertification: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}/imports', summary: 'The imports that touched a certification, newest first: rows that awarded it to somebody new, and rows that took an award’s place.' } })
    .input(z.strictObject({ certification: ref, ...paging })).output(page(ofCertification))
    .query(async ({ ctx, input: { certification, ...paged } }) => {
      const [id = ''] = await certificationIds(ctx.q, [certification])
      return listCertificationImports(ctx.q, id, importsListed(ctx).createdBy, paged)
    }),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/imports/{import}', summary: 'State, counts and progress of one import.' } })
    .input(named).output(importRun)
    .query(async ({ ctx, input }) => getImport(ctx.q, await importSeen(ctx, ctx.q, input.import), ctx.language)),

  columns: procedure
    .meta({ rest: { method: 'GET', path: '/imports/{import}/columns', summary: 'The file’s columns with samples, the detected separator and charset, and the mapping so far.' } })
    .input(named).output(columns)
    .query(async ({ ctx, input }) => importColumns(ctx.q, await importSeen(ctx, ctx.q, input.import))),

  rows: procedure
    .meta({ rest: { method: 'GET', path: '/imports/{import}/rows', summary: 'What became, or would become, of each row.' } })
    .input(z.strictObject({ import: ref, outcome: z.enum(ROW_OUTCOMES).optional(), ...paging })).output(page(row))
    .query(async ({ ctx, input: { import: which, ...filter } }) => importRows(ctx.q, await importSeen(ctx, ctx.q, which), filter, ctx.language)),

  setMapping: procedure
    .meta({ rest: { method: 'PUT', path: '/imports/{import}/mapping', summary: 'Maps fields to columns, under `mapping` or one by one, and may correct how the file is read; it is checked anew and stops at `previewed`.' } })
    .input(z.strictObject({
      import: ref, mapping: mapping.optional(), ...eachField,
      separator: separator.optional(), charset: charset.optional(), header: z.boolean().optional(), duplicates: z.boolean().optional(),
    }))
    .output(importRun)
    .mutation(async ({ ctx, input: { import: which, mapping: whole, separator, charset, header, duplicates, ...fields } }) => {
      if (whole && Object.values(fields).some((column) => column !== undefined)) {
        throw new DomainError('VALIDATION', { detail: 'the fields come either under “mapping” or one by one, not both' })
      }
      const id = await importSeen(ctx, ctx.tx, which)
      const given = whole ?? fields
      // No field at all: by the header's names, as without a mapping at the upload.
      await setMapping(ctx, ctx.deps.boss, { import: id, mapping: Object.keys(given).length > 0 ? given : null, separator, charset, header, duplicates })
      return getImport(ctx.tx, id, ctx.language)
    }),

  start: procedure
    .meta({ rest: { method: 'POST', path: '/imports/{import}/start', summary: 'Goes on from the preview.' } })
    .input(named).output(importRun)
    .mutation(async ({ ctx, input }) => {
      const id = await importSeen(ctx, ctx.tx, input.import)
      await startImport(ctx, ctx.deps.boss, id)
      return getImport(ctx.tx, id, ctx.language)
    }),

  cancel: procedure
    .meta({ rest: { method: 'POST', path: '/imports/{import}/cancel', summary: 'Stops at the next batch; what is applied stays.' } })
    .input(named).output(importRun)
    .mutation(async ({ ctx, input }) => {
      const id = await importSeen(ctx, ctx.tx, input.import)
      await cancelImport(ctx, id)
      return getImport(ctx.tx, id, ctx.language)
    }),

  undoPreview: procedure
    .meta({ rest: { method: 'GET', path: '/imports/{import}/undo', summary: 'What undoing the import would do now: awards that it removes, earlier ones that come back, and rows that were changed since and would stay.' } })
    .input(named).output(z.object({ remove: z.int(), restore: z.int(), stay: z.int() }))
    .query(async ({ ctx, input }) => foreseeUndo(ctx.q, await importSeen(ctx, ctx.q, input.import))),

  undo: procedure
    .meta({ rest: { method: 'POST', path: '/imports/{import}/undo', status: 202, summary: 'Puts every award that the import touched back as it was, in the background; those changed since stay and are listed. Once per import.' } })
    .input(named).output(z.object({ jobId: z.string() }))
    .mutation(async ({ ctx, input }) => ({ jobId: await undoImport(ctx, ctx.deps.boss, ctx.scope, await importSeen(ctx, ctx.tx, input.import)) })),

  notUndone: procedure
    .meta({ rest: { method: 'GET', path: '/imports/{import}/not-undone', summary: 'Rows whose awards were changed after the import, so that its undo left them as they are.' } })
    .input(z.strictObject({ import: ref, ...paging })).output(page(notUndone))
    .query(async ({ ctx, input: { import: which, ...paged } }) => notUndoneRows(ctx.q, await importSeen(ctx, ctx.q, which), paged, ctx.language)),
})

import { Readable } from 'node:stream'
import { createImport } from '@recert/actions/imports/create-import'
import { rejectedRowsCsv, templateCsv } from '@recert/actions/imports/rejected-rows-csv'
import { storeFile } from '@recert/actions/files/store-file'
import { scopeOf } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { UPLOAD_LIMIT } from '@recert/domain/files'
import { IMPORT_KINDS, type ImportKind } from '@recert/domain/imports'
import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { checkImportKind, importSeen } from './import-access.ts'
import { REST_PREFIX } from './rest.ts'
import { importOptions, type ImportOptionsIn } from './routers/imports.ts'
import { attachment, type ContextOf, eachPart, fileRoute, once, type Temporary, toDisk, type Upload, withTemporary } from './upload.ts'

/** The routes of imports that carry files: upload, rejected rows, template. For screens and programs alike. */
export function serveImportFiles(app: FastifyInstance, contextOf: ContextOf): void {
  app.post(`${REST_PREFIX}/imports`, fileRoute(contextOf, 'imports.create', (request, reply, context) => withTemporary(async (temporary) => {
    const { upload, options } = await receive(request, temporary)
    checkImportKind(context, options.kind)
    const scope = scopeOf(context.caller)
    if (!scope) throw new DomainError('FORBIDDEN')
    const { status, body } = await once(context, request, { status: 202, asked: `${upload.sha256} ${JSON.stringify(options)}` }, async (ctx) => {
      const file = await storeFile(ctx.tx, { path: upload.path, name: upload.name, mediaType: upload.mediaType, createdAt: ctx.now, createdBy: ctx.actor.id })
      return { id: await createImport(ctx, context.deps.boss, { file, options, scope }) }
    })
    return reply.code(status).header('location', `${REST_PREFIX}/imports/${body.id}`).send(body)
  })))

  app.get<{ Params: { import: string } }>(`${REST_PREFIX}/imports/:import/rejected.csv`, fileRoute(contextOf, 'imports.rejected', async (request, reply, context) => {
    const { import: which } = request.params as { import: string }
    const { deps, language } = context
    const { fileName, text } = await rejectedRowsCsv(deps.db, await importSeen(context, deps.db, which), language)
    return csv(reply, fileName).send(Readable.from(text))
  }))

  app.get(`${REST_PREFIX}/imports/template.csv`, fileRoute(contextOf, 'imports.template', async (request, reply, context) => {
    const kind = kindOf(request)
    checkImportKind(context, kind)
    return csv(reply, TEMPLATES[kind]).send(templateCsv(kind))
  }))
}

const TEMPLATES: Record<ImportKind, string> = { awards: 'certification-records.csv', people: 'people.csv' }

function kindOf({ query }: FastifyRequest): ImportKind {
  const { kind: asked = 'awards' } = query as { kind?: unknown }
  const kind = IMPORT_KINDS.find((each) => each === asked)
  if (!kind) throw new DomainError('VALIDATION', { detail: `kind: one of ${IMPORT_KINDS.join(', ')}` })
  return kind
}

const csv = (reply: FastifyReply, name: string): FastifyReply => attachment(reply, name).type('text/csv; charset=utf-8')

/** The file and the options, in whatever order they come. */
async function receive(request: FastifyRequest, temporary: Temporary): Promise<{ upload: Upload; options: ImportOptionsIn }> {
  const received: { upload: Upload | null; options: { json: unknown } | null } = { upload: null, options: null }
  await eachPart(request, UPLOAD_LIMIT, async (part) => {
    if (part.fieldname === 'options' && !received.options) received.options = { json: await jsonOf(part) }
    else if (part.fieldname === 'file' && part.type === 'file' && !received.upload) received.upload = await toDisk(part, UPLOAD_LIMIT, temporary)
    else throw new DomainError('OPTIONS_INVALID', { detail: faultOfPart(part) })
  })
  if (!received.upload) throw new DomainError('FILE_MISSING')
  return { upload: received.upload, options: readOptions(received.options ? received.options.json : {}) }
}

function faultOfPart({ fieldname, type }: Multipart): string {
  if (fieldname === 'file' && type === 'field') return 'the part “file” carries no file name, so it is no file'
  if (fieldname === 'file' || fieldname === 'options') return `the part “${fieldname}” came twice`
  return `there is no part “${fieldname}”; the parts are “file” and “options”`
}

const OPTIONS_LIMIT = 1024 * 1024

/** The options, which come as text, as JSON that is parsed already, or as a file. */
async function jsonOf(part: Multipart): Promise<unknown> {
  if (part.type === 'field' && typeof part.value !== 'string') return part.value
  const text = part.type === 'field' ? String(part.value) : await textOf(part)
  try {
    return JSON.parse(text)
  } catch {
    throw new DomainError('OPTIONS_INVALID', { detail: 'they are not JSON' })
  }
}

async function textOf({ file }: MultipartFile): Promise<string> {
  let text = Buffer.alloc(0)
  for await (const chunk of file as AsyncIterable<Buffer>) {
    text = Buffer.concat([text, chunk])
    if (text.length > OPTIONS_LIMIT) throw new DomainError('OPTIONS_INVALID', { detail: 'they are longer than 1 MB' })
  }
  return text.toString('utf8')
}

function readOptions(json: unknown): ImportOptionsIn {
  const read = importOptions.safeParse(json)
  if (read.success) return read.data
  throw new DomainError('OPTIONS_INVALID', { detail: read.error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': ')).join('; ') })
}

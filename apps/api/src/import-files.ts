import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createImport } from '@recert/actions/imports/create-import'
import { rejectedRowsCsv, templateCsv } from '@recert/actions/imports/rejected-rows-csv'
import { storeFile } from '@recert/actions/files/store-file'
import { transaction } from '@recert/db/client'
import { claimAnswer, keepAnswer } from '@recert/db/queries/idempotency'
import { DomainError } from '@recert/domain/errors'
import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ACCESS, checkAccess } from './access.ts'
import { sendProblem } from './errors.ts'
import { idempotencyKeyOf, REST_PREFIX } from './rest.ts'
import { importOptions, type ImportOptionsIn } from './routers/imports.ts'
import type { RequestContext } from './trpc.ts'

/** The largest file that is taken, in bytes. */
export const UPLOAD_LIMIT = 200 * 1024 * 1024

type Upload = { path: string; name: string; mediaType: string; sha256: string }

/** The routes of imports that carry files: upload, rejected rows, template. For screens and programs alike. */
export function serveImportFiles(app: FastifyInstance, contextOf: (request: FastifyRequest) => Promise<RequestContext>): void {
  const route = (name: string, handler: (request: FastifyRequest, reply: FastifyReply, context: RequestContext) => Promise<FastifyReply>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      try {
        const context = await contextOf(request)
        checkAccess(ACCESS[name], context.caller, context.organisation.features)
        return await handler(request, reply, context)
      } catch (error) {
        return sendProblem(request, reply, error)
      }
    }

  app.post(`${REST_PREFIX}/imports`, route('imports.create', async (request, reply, context) => {
    const folder: { path: string | null } = { path: null }
    try {
      const { upload, options } = await receive(request, folder)
      const { status, body } = await accept(context, request, upload, options)
      return reply.code(status).header('location', `${REST_PREFIX}/imports/${body.id}`).send(body)
    } finally {
      if (folder.path) await rm(folder.path, { force: true })
    }
  }))

  app.get<{ Params: { import: string } }>(`${REST_PREFIX}/imports/:import/rejected.csv`, route('imports.rejected', async (request, reply, { deps, language }) => {
    const { import: id } = request.params as { import: string }
    const { fileName, text } = await rejectedRowsCsv(deps.db, id, language)
    return attachment(reply, fileName).send(Readable.from(text))
  }))

  app.get(`${REST_PREFIX}/imports/template.csv`, route('imports.template', async (_, reply) => attachment(reply, 'certification-records.csv').send(templateCsv())))
}

const attachment = (reply: FastifyReply, name: string): FastifyReply =>
  reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)

/** Streams the parts to disk and reads the options, in whatever order they come. What is written goes to `temporary.path`, for the caller to remove. */
async function receive(request: FastifyRequest, temporary: { path: string | null }): Promise<{ upload: Upload; options: ImportOptionsIn }> {
  if (!request.isMultipart()) throw new DomainError('FILE_MISSING')
  let upload: Upload | null = null
  let options: { json: unknown } | null = null
  try {
    // Room for the options as a file, as which programs like to send them, and for one file too many, to say so.
    for await (const part of request.parts({ limits: { files: 3 } })) {
      if (part.fieldname === 'options' && !options) options = { json: await jsonOf(part) }
      else if (part.fieldname === 'file' && part.type === 'file' && !upload) upload = await toDisk(part, temporary)
      else throw new DomainError('OPTIONS_INVALID', { detail: faultOfPart(part) })
    }
  } catch (error) {
    throw refusalOfParts(error)
  }
  if (!upload) throw new DomainError('FILE_MISSING')
  return { upload, options: readOptions(options ? options.json : {}) }
}

function faultOfPart({ fieldname, type }: Multipart): string {
  if (fieldname === 'file' && type === 'field') return 'the part “file” carries no file name, so it is no file'
  if (fieldname === 'file' || fieldname === 'options') return `the part “${fieldname}” came twice`
  return `there is no part “${fieldname}”; the parts are “file” and “options”`
}

/** The parser knows no codes for a body that is cut off or without a boundary, only these messages. */
const MALFORMED = /multipart|malformed/i

function refusalOfParts(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError) return error
  if ('code' in error) return error.code === 'FST_INVALID_JSON_FIELD_ERROR' ? new DomainError('OPTIONS_INVALID', { detail: 'they are not JSON' }) : error
  return MALFORMED.test(error.message) ? new DomainError('VALIDATION', { detail: 'the body is not complete multipart/form-data' }) : error
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

async function toDisk(part: MultipartFile, temporary: { path: string | null }): Promise<Upload> {
  temporary.path = path.join(tmpdir(), `recert-${randomUUID()}`)
  const hash = createHash('sha256')
  part.file.on('data', (chunk: Buffer) => hash.update(chunk))
  await pipeline(part.file, createWriteStream(temporary.path, { mode: 0o600 }))
  if (part.file.truncated) throw new DomainError('FILE_TOO_LARGE', { limit: `${UPLOAD_LIMIT / 1024 / 1024} MB` })
  return { path: temporary.path, name: fileName(part.filename), mediaType: part.mimetype, sha256: hash.digest('hex') }
}

/** The name as people see it: no folders, nothing that cannot be shown or stored. */
const fileName = (name: string): string => path.basename(name.replaceAll('\\', '/')).replace(/\p{Cc}/gu, '').slice(0, 255) || 'file.csv'

function readOptions(json: unknown): ImportOptionsIn {
  const read = importOptions.safeParse(json)
  if (read.success) return read.data
  throw new DomainError('OPTIONS_INVALID', { detail: read.error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': ')).join('; ') })
}

/** File, import, job and the kept answer in one transaction: either all of it is there, or nothing. */
async function accept(context: RequestContext, request: FastifyRequest, upload: Upload, options: ImportOptionsIn): Promise<{ status: number; body: { id: string } }> {
  const { caller, deps, now } = context
  if (caller.kind === 'anonymous') throw new DomainError('UNAUTHENTICATED')
  const key = idempotencyKeyOf(request)
  return transaction(deps.db, async (tx) => {
    if (key !== null) {
      const fingerprint = createHash('sha256').update(`POST ${request.url} ${upload.sha256} ${JSON.stringify(options)}`).digest('hex')
      const kept = await claimAnswer(tx, caller.id, key, fingerprint)
      if (kept) return { status: kept.status, body: kept.body as { id: string } }
    }
    const file = await storeFile(tx, { path: upload.path, name: upload.name, mediaType: upload.mediaType, now })
    const body = { id: await createImport({ tx, now, actor: { kind: caller.kind, id: caller.id } }, deps.boss, { file, options }) }
    if (key !== null) await keepAnswer(tx, caller.id, key, { status: 202, body })
    return { status: 202, body }
  })
}

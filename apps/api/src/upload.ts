import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Ctx } from '@recert/actions/context'
import { transaction } from '@recert/db/client'
import { claimAnswer, keepAnswer } from '@recert/db/queries/idempotency'
import { DomainError } from '@recert/domain/errors'
import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ACCESS, checkAccess } from './access.ts'
import { sendProblem } from './errors.ts'
import { idempotencyKeyOf } from './rest.ts'
import type { RequestContext } from './trpc.ts'

/** A file as it came in, on local disk. `mediaType` is what the browser says. */
export type Upload = { path: string; name: string; mediaType: string; sha256: string }

export type ContextOf = (request: FastifyRequest) => Promise<RequestContext>

/** A route that carries files, which no procedure can: access by the table and errors in sentences, as there. */
export const fileRoute = (contextOf: ContextOf, name: string, handler: (request: FastifyRequest, reply: FastifyReply, context: RequestContext) => Promise<FastifyReply>) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    try {
      const context = await contextOf(request)
      checkAccess(ACCESS[name], context.caller, context.organisation.features)
      return await handler(request, reply, context)
    } catch (error) {
      return sendProblem(request, reply, error)
    }
  }

/** Saves what comes out as a file of this name; RFC 6266, so that any name survives. */
export const attachment = (reply: FastifyReply, name: string): FastifyReply => reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeName(name)}`)

/** encodeURIComponent leaves five characters alone that RFC 8187 wants encoded, and throws on half an emoji. */
const encodeName = (name: string): string => encodeURIComponent(name.toWellFormed()).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Hands over the parts of a multipart request, one after the other, in whatever order they come; no file gets longer than `limit`. Throws FILE_MISSING, VALIDATION, OPTIONS_INVALID. */
export async function eachPart(request: FastifyRequest, limit: number, take: (part: Multipart) => Promise<void>): Promise<void> {
  if (!request.isMultipart()) throw new DomainError('FILE_MISSING')
  try {
    // Room for options as a file, as which programs like to send them, and for one file too many, to say so.
    for await (const part of request.parts({ limits: { files: 3, fileSize: limit } })) await take(part)
  } catch (error) {
    throw refusalOfParts(error)
  }
}

/** The parser knows no codes for a body that is cut off or without a boundary, only these messages. */
const MALFORMED = /multipart|malformed/i

function refusalOfParts(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError) return error
  if ('code' in error) return error.code === 'FST_INVALID_JSON_FIELD_ERROR' ? new DomainError('OPTIONS_INVALID', { detail: 'they are not JSON' }) : error
  return MALFORMED.test(error.message) ? new DomainError('VALIDATION', { detail: 'the body is not complete multipart/form-data' }) : error
}

/** Where an upload lies on local disk until its request is answered. */
export type Temporary = { path: string | null }

/** Runs `work` with a place on disk, which is empty again afterwards, whatever happened. */
export async function withTemporary<T>(work: (temporary: Temporary) => Promise<T>): Promise<T> {
  const temporary: Temporary = { path: null }
  try {
    return await work(temporary)
  } finally {
    if (temporary.path) await rm(temporary.path, { force: true })
  }
}

/** Streams a file to disk; `limit`: in bytes, as eachPart has it. Throws FILE_TOO_LARGE. */
export async function toDisk(part: MultipartFile, limit: number, temporary: Temporary): Promise<Upload> {
  temporary.path = path.join(tmpdir(), `recert-${randomUUID()}`)
  const hash = createHash('sha256')
  part.file.on('data', (chunk: Buffer) => hash.update(chunk))
  await pipeline(part.file, createWriteStream(temporary.path, { mode: 0o600 }))
  if (part.file.truncated) throw new DomainError('FILE_TOO_LARGE', { limit: `${limit / 1024 / 1024} MB` })
  return { path: temporary.path, name: fileName(part.filename), mediaType: part.mimetype, sha256: hash.digest('hex') }
}

/** The name as people see it: no folders, nothing that cannot be shown or stored. */
const fileName = (name: string): string => path.basename(name.replaceAll('\\', '/')).replace(/\p{Cc}/gu, '').toWellFormed().slice(0, 255) || 'file'

/**
 * Does what a request with a file asks for, in one transaction: either all of it is there, or nothing. With an Idempotency-Key it is done
 * once, and whoever sends the same again gets the kept answer. `asked`: what tells the request from another one, its file's hash included.
 */
export function once<Body extends object>(
  { caller, deps, now }: RequestContext, request: FastifyRequest, { status, asked }: { status: number; asked: string }, work: (ctx: Ctx) => Promise<Body>,
): Promise<{ status: number; body: Body }> {
  if (caller.kind === 'anonymous') throw new DomainError('UNAUTHENTICATED')
  const key = idempotencyKeyOf(request)
  return transaction(deps.db, async (tx) => {
    if (key !== null) {
      const kept = await claimAnswer(tx, caller.id, key, createHash('sha256').update(`POST ${request.url} ${asked}`).digest('hex'))
      if (kept) return { status: kept.status, body: kept.body as Body }
    }
    const body = await work({ tx, now, actor: { kind: caller.kind, id: caller.id } })
    if (key !== null) await keepAnswer(tx, caller.id, key, { status, body })
    return { status, body }
  })
}

import { Readable } from 'node:stream'
import type { Ctx } from '@recert/actions/context'
import { detectType } from '@recert/actions/files/detect-type'
import { storeFile } from '@recert/actions/files/store-file'
import { type OpenPackage, openPackage, unpackPackage } from '@recert/actions/materials/unpack-package'
import { lockPeople } from '@recert/db/queries/completions'
import { countWaitingEvidence, findReadableFile, readFileChunks } from '@recert/db/queries/files'
import { type Caller, may, scopeOf } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { byteRange, EVIDENCE_LIMIT, EVIDENCE_WAITING_MOST, UPLOAD_LIMIT, UPLOAD_PURPOSES, type UploadPurpose } from '@recert/domain/files'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { atMost } from './at-most.ts'
import { REST_PREFIX } from './rest.ts'
import { attachment, type ContextOf, eachPart, fileRoute, once, type Temporary, toDisk, type Upload, withTemporary } from './upload.ts'

/** What was uploaded may come from anybody: it is saved, or shown by an img or video of ours, but never a page of its own. */
const FILE_POLICY = "default-src 'none'; sandbox"

/** Unpacking takes a processor, and holds a connection: people who sign in meanwhile need both. */
const inTurn = atMost(2)

/** Upload and download of files for training: materials, SCORM packages, evidence. For screens and programs alike. */
export function serveFiles(app: FastifyInstance, contextOf: ContextOf): void {
  app.post(`${REST_PREFIX}/files`, fileRoute(contextOf, 'files.upload', (request, reply, context) => withTemporary(async (temporary) => {
    const purpose = purposeOf(request, context.caller)
    const upload = await receive(request, purpose, temporary)
    const { mediaType, name } = await detectType(upload.path, upload.name, purpose)
    const store = (scorm: OpenPackage | null) => once(context, request, { status: 201, asked: upload.sha256 }, async (ctx) => {
      if (purpose === 'evidence') await checkWaiting(ctx)
      // In real time, whatever the business's clock says: what nobody used is forgotten by real time, too, and must not be so at once.
      const made = { createdBy: ctx.actor.id, createdAt: new Date() }
      const file = await storeFile(ctx.tx, { path: upload.path, name, mediaType, purpose, ...made })
      if (scorm) await unpackPackage(ctx.tx, scorm, { packageId: file.id, ...made })
      return { id: file.id, name, mediaType, size: file.size }
    })
    const { status, body } = purpose === 'scorm' ? await inTurn(() => withPackage(upload.path, store)) : await store(null)
    return reply.code(status).header('location', `${REST_PREFIX}/files/${body.id}`).send(body)
  })))

  app.get<{ Params: { file: string } }>(`${REST_PREFIX}/files/:file`, fileRoute(contextOf, 'files.get', async (request, reply, { deps, caller }) => {
    const { file: id } = request.params as { file: string }
    const file = caller.kind === 'anonymous' ? null : await findReadableFile(deps.db, id, readerOf(caller))
    if (!file) throw new DomainError('NOT_FOUND')
    const range = byteRange(request.headers.range, file.size)
    attachment(reply, file.name).headers({
      'content-type': file.mediaType, 'content-security-policy': FILE_POLICY, 'x-content-type-options': 'nosniff', 'accept-ranges': 'bytes', 'cache-control': 'no-store',
    })
    if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${file.size}`).send()
    if (range) reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${file.size}`)
    reply.header('content-length', range ? range.to - range.from + 1 : file.size)
    return reply.send(Readable.from(readFileChunks(deps.db, file.id, range ?? undefined)))
  }))
}

/** Training content is put in by those who look after it; evidence by anybody. Throws VALIDATION, FORBIDDEN. */
function purposeOf({ query }: FastifyRequest, caller: Caller): UploadPurpose {
  const purpose = UPLOAD_PURPOSES.find((each) => each === (query as { purpose?: unknown }).purpose)
  if (!purpose) throw new DomainError('VALIDATION', { detail: `purpose: one of ${UPLOAD_PURPOSES.join(', ')}` })
  if (purpose !== 'evidence' && (caller.kind === 'anonymous' || !may(caller, 'training.manage'))) throw new DomainError('FORBIDDEN')
  return purpose
}

/** A package is looked at before the transaction begins: what is refused then has held nothing. */
async function withPackage<T>(path: string, work: (scorm: OpenPackage) => Promise<T>): Promise<T> {
  const scorm = await openPackage(path)
  try {
    return await work(scorm)
  } finally {
    scorm.close()
  }
}

/** Anybody may upload evidence, so nobody may fill the disk with it. Programs upload for many people. Throws EVIDENCE_TOO_MANY. */
async function checkWaiting({ tx, actor }: Ctx): Promise<void> {
  if (actor.kind !== 'person') return
  await lockPeople(tx, [actor.id])
  if (await countWaitingEvidence(tx, actor.id) >= EVIDENCE_WAITING_MOST) throw new DomainError('EVIDENCE_TOO_MANY', { most: EVIDENCE_WAITING_MOST })
}

async function receive(request: FastifyRequest, purpose: UploadPurpose, temporary: Temporary): Promise<Upload> {
  const limit = purpose === 'evidence' ? EVIDENCE_LIMIT : UPLOAD_LIMIT
  const received: { upload: Upload | null } = { upload: null }
  await eachPart(request, limit, async (part) => {
    if (part.fieldname !== 'file' || part.type !== 'file' || received.upload) throw new DomainError('VALIDATION', { detail: 'the body has one part, “file”, and that is a file' })
    received.upload = await toDisk(part, limit, temporary)
  })
  if (!received.upload) throw new DomainError('FILE_MISSING')
  return received.upload
}

const readerOf = (caller: Exclude<Caller, { kind: 'anonymous' }>) => ({
  personId: caller.kind === 'person' ? caller.id : null, callerId: caller.id, scope: scopeOf(caller) ?? { kind: 'some' as const, branchIds: [], groupIds: [] },
  training: may(caller, 'training.view'), externalTraining: may(caller, 'external_training.view'),
})

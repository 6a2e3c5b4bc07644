import { Readable } from 'node:stream'
import { findOwnExport } from '@recert/db/queries/exports'
import { readFileChunks } from '@recert/db/queries/files'
import { MEDIA_TYPES } from '@recert/actions/exports/file-name'
import { DomainError } from '@recert/domain/errors'
import type { FastifyInstance } from 'fastify'
import { ownerOf } from './owner.ts'
import { REST_PREFIX } from './rest.ts'
import { attachment, type ContextOf, fileRoute } from './upload.ts'

/** The file of an export, for its reader alone. */
export function serveExportFiles(app: FastifyInstance, contextOf: ContextOf): void {
  app.get<{ Params: { export: string } }>(`${REST_PREFIX}/exports/:export/file`, fileRoute(contextOf, 'exports.file', async (request, reply, { deps, caller }) => {
    const { export: id } = request.params as { export: string }
    const row = await findOwnExport(deps.db, ownerOf(caller), id)
    if (!row) throw new DomainError('NOT_FOUND')
    if (row.rows === null) throw new DomainError('EXPORT_NOT_READY')
    if (row.fileId === null || row.fileName === null || row.size === null) throw new DomainError('EXPORT_FILE_GONE')
    attachment(reply, row.fileName).headers({ 'content-type': MEDIA_TYPES[row.format], 'content-length': row.size, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    return reply.send(Readable.from(readFileChunks(deps.db, row.fileId)))
  }))
}

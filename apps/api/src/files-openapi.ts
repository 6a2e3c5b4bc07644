import { UPLOAD_PURPOSES } from '@recert/domain/files'

const problem = { default: { $ref: '#/components/responses/Problem' } }
const security = [{ key: [] }, { session: [] }]
const stored = {
  type: 'object', required: ['id', 'name', 'mediaType', 'size'],
  properties: { id: { type: 'string' }, name: { type: 'string' }, mediaType: { type: 'string' }, size: { type: 'integer' } },
}
const bytes = { '*/*': { schema: { type: 'string', format: 'binary' } } }

/** The routes of files: described by hand, served by files.ts. */
export const filePaths: Record<string, Record<string, object>> = {
  '/files': {
    post: {
      operationId: 'files_upload',
      summary: 'Stores a file of at most 200 MB, to be named by its id afterwards: as a material’s content (`material`), a SCORM package (`scorm`) or the evidence of external training. What it is, its content says.',
      tags: ['files'], security,
      parameters: [
        { name: 'purpose', in: 'query', required: true, schema: { type: 'string', enum: [...UPLOAD_PURPOSES] } },
        { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 1, maxLength: 255 } },
      ],
      requestBody: {
        required: true,
        content: { 'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } } } } },
      },
      responses: { 201: { description: 'Stored.', content: { 'application/json': { schema: stored } } }, ...problem },
    },
  },
  '/files/{file}': {
    get: {
      operationId: 'files_get',
      summary: 'The bytes of a file, or with a Range header a part of them. Materials for whoever sees training or is enrolled in a course that holds them; evidence for those whom it concerns.',
      tags: ['files'], security,
      parameters: [
        { name: 'file', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'Range', in: 'header', required: false, schema: { type: 'string' } },
      ],
      responses: { 200: { description: 'The whole file.', content: bytes }, 206: { description: 'The part that was asked for.', content: bytes }, 416: { description: 'The file is shorter.' }, ...problem },
    },
  },
  '/exports/{export}/file': {
    get: {
      operationId: 'exports_file',
      summary: 'The file of one of the caller’s own exports. 409 until it is ready, 404 once it is not kept any more.',
      tags: ['exports'], security,
      parameters: [{ name: 'export', in: 'path', required: true, schema: { type: 'string' } }],
      responses: { 200: { description: 'The file.', content: bytes }, ...problem },
    },
  },
}

import { IMPORT_KINDS } from '@recert/domain/imports'
import { z } from 'zod'
import { importOptions } from './routers/imports.ts'

const problem = { default: { $ref: '#/components/responses/Problem' } }
const security = [{ key: [] }, { session: [] }]
const csv = (description: string) => ({ description, content: { 'text/csv': { schema: { type: 'string' } } } })

/** The routes that carry files, which no procedure can: described by hand, served by import-files.ts. */
export const importPaths: Record<string, Record<string, object>> = {
  '/imports': {
    post: {
      operationId: 'imports_create',
      summary: 'Imports a CSV file in the background. Without dryRun it runs through; with it, it stops at `previewed`.',
      tags: ['imports'], security,
      parameters: [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 1, maxLength: 255 } }],
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object', required: ['file'],
              properties: {
                file: { type: 'string', contentMediaType: 'text/csv' },
                options: { ...z.toJSONSchema(importOptions, { io: 'input' }), $schema: undefined },
              },
            },
            encoding: { options: { contentType: 'application/json' } },
          },
        },
      },
      responses: {
        202: { description: 'Accepted; ask for it by its id.', content: { 'application/json': { schema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } } } },
        ...problem,
      },
    },
  },
  '/imports/{import}/rejected.csv': {
    get: {
      operationId: 'imports_rejected',
      summary: 'The rejected rows with their original cells and the reason, ready to correct and upload again.',
      tags: ['imports'], security,
      parameters: [{ name: 'import', in: 'path', required: true, schema: { type: 'string' } }],
      responses: { 200: csv('The rejected rows.'), ...problem },
    },
  },
  '/imports/template.csv': {
    get: { operationId: 'imports_template', summary: 'An empty file with the right columns, for records of certifications or for people.', tags: ['imports'], security,
      parameters: [{ name: 'kind', in: 'query', required: false, schema: { type: 'string', enum: IMPORT_KINDS, default: 'awards' } }], responses: { 200: csv('The template.'), ...problem } },
  },
}

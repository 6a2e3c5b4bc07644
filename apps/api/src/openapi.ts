import { z } from 'zod'
import { ACCESS } from './access.ts'
import { type RestProcedure, REST_PREFIX } from './rest.ts'
import { filePaths } from './files-openapi.ts'
import { importPaths } from './imports-openapi.ts'
import { describeWebhook, TOLD } from './webhooks-openapi.ts'

type Schema = Record<string, unknown> & { properties?: Record<string, unknown>; required?: string[] }

/** OpenAPI 3.1 of the REST API, made from the procedures themselves. */
export function openApiDocument(procedures: RestProcedure[], options: { url: string }): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const procedure of procedures) {
    const { method, path, status = 200, summary } = procedure.rest
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
    if (procedure.rest.list !== undefined) continue
    const list = procedures.find(({ rest }) => rest.list !== undefined && rest.path === path && rest.method === method)
    const input = procedure.input ? schemaOf(procedure.input, 'input') : { properties: {} }
    const fromQuery = method === 'GET' || method === 'DELETE'
    const rest = Object.entries(input.properties ?? {}).filter(([name]) => !inPath.includes(name))
    const required = (name: string) => input.required?.includes(name) ?? false
    paths[path] ??= {}
    paths[path][method.toLowerCase()] = {
      operationId: procedure.path.replace('.', '_'),
      summary,
      tags: [path.split('/')[1] ?? ''],
      security: ACCESS[procedure.path]?.who === 'anyone' ? [] : [{ key: [] }, { session: [] }],
      parameters: [
        ...inPath.map((name) => ({ name, in: 'path', required: true, schema: input.properties?.[name] ?? { type: 'string' } })),
        ...(fromQuery ? rest.map(([name, schema]) => ({ name, in: 'query', required: required(name), schema, ...(isList(schema) ? { explode: false } : {}) })) : []),
        ...(method === 'GET' ? [] : [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 1, maxLength: 255 } }]),
      ],
      ...(fromQuery || rest.length === 0 ? {} : {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: oneOrMany({ type: 'object', properties: Object.fromEntries(rest), required: rest.map(([name]) => name).filter(required), additionalProperties: false }, list) } },
        },
      }),
      responses: {
        [status]: status === 204 ? { description: 'Done.' } : answer(procedure),
        ...(list ? { [list.rest.status ?? 200]: answer(list) } : {}),
        ...(procedure.rest.job ? { 202: { ...answer(procedure), description: 'A job has taken over.' } } : {}),
        default: { $ref: '#/components/responses/Problem' },
      },
    }
  }
  for (const [path, methods] of Object.entries({ ...importPaths, ...filePaths })) paths[path] = { ...paths[path], ...methods }
  return {
    openapi: '3.1.0',
    info: { title: 'Recert', version: '1', description: 'Everything that a screen can do, a program can do. Codes and usernames (percent-encoded) stand wherever an id does.' },
    servers: [{ url: options.url + REST_PREFIX }],
    paths,
    webhooks: Object.fromEntries(Object.entries(TOLD).map(([type, { summary, data }]) => [type, describeWebhook(type, summary, schemaOf(data, 'output'))])),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key, made under API keys.' },
        session: { type: 'apiKey', in: 'cookie', name: 'session', description: 'The cookie of a signed-in person.' },
      },
      responses: {
        Problem: { description: 'What went wrong, in a sentence (RFC 9457).', content: { 'application/problem+json': { schema: problem } } },
      },
    },
  }
}

const answer = ({ output }: RestProcedure): object => ({ description: 'The answer.', content: { 'application/json': { schema: output ? schemaOf(output, 'output') : {} } } })

/** A body that may as well be an array of such bodies. */
function oneOrMany(one: object, list: RestProcedure | undefined): object {
  const many = list?.input && schemaOf(list.input, 'input').properties?.[list.rest.list ?? '']
  return many ? { oneOf: [one, many] } : one
}

const isList = (schema: unknown): boolean => typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'array'

/** Dates are instants in ISO 8601, as JSON has them. */
function schemaOf(type: z.ZodType, io: 'input' | 'output'): Schema {
  const schema = z.toJSONSchema(type, {
    io, unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => { if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' }) },
  }) as Schema & { $schema?: string }
  delete schema.$schema
  return schema
}

const problem = {
  type: 'object',
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' },
    code: { type: 'string' }, values: { type: 'object' }, instance: { type: 'string' }, id: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
}

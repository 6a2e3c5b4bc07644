import { randomUUID } from 'node:crypto'
import type { Random } from '@recert/scripts/demo/random'

type Schema = {
  type?: string; format?: string; const?: unknown; enum?: unknown[]; minimum?: number; maximum?: number
  anyOf?: Schema[]; oneOf?: Schema[]; items?: Schema; properties?: Record<string, Schema>; required?: string[]; additionalProperties?: Schema | boolean
}
export type Operation = { parameters?: { name: string; in: string; schema: Schema }[]; requestBody?: { content: Record<string, { schema: Schema }> } }

/** How often a value is not what the description asks for. */
const WRONG = 0.12
const STRANGE: unknown[] = ['', ' ', 'a\0b', '\ud800', '😀'.repeat(50), '%00', "'; drop table person; --", '../../etc/passwd', '=1+1', 'x'.repeat(5_000), -1, 0, 1e308, 2 ** 53, 1.5, null, true, [], {}, [[]], { a: { b: {} } }, '9999-12-31T23:59:59Z', '0000-00-00', '2026-02-30']
const KNOWN = ['FIRE', 'FIRST-AID', 'LIFT', 'C-FIRE', 'C-LIFT', 'importer', 'p1', 'p2', 'p3', 'nobody']

/** A call of an operation with values that mostly fit what it asks for, and sometimes anything. */
export function randomCall({ path, method, operation: { parameters = [], requestBody } }: { path: string; method: string; operation: Operation }, random: Random): { method: string; path: string; body: unknown } {
  const text = (schema: Schema): string => {
    const value = valueOf(schema, random)
    return encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed().slice(0, 1_500)) || '-'
  }
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => text(parameters.find((each) => each.in === 'path' && each.name === name)?.schema ?? {}))
  const query = parameters.filter((each) => each.in === 'query' && random.chance(0.3)).map(({ name, schema }) => `${name}=${text(schema)}`)
  const json = requestBody?.content['application/json']?.schema
  return { method, path: `/api/v1${address}${query.length > 0 ? `?${query.join('&')}` : ''}`, body: json ? valueOf(json, random) : requestBody ? new FormData() : undefined }
}

function valueOf(schema: Schema, random: Random, depth = 0): unknown {
  if (random.chance(WRONG) || depth > 8) return random.pick(STRANGE)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return random.pick(schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return valueOf(random.pick(choices), random, depth)
  if (schema.type === 'object') {
    const named = Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name) || random.chance(0.5)).map(([name, inner]) => [name, valueOf(inner, random, depth + 1)])
    return Object.fromEntries(random.chance(0.03) ? [...named, ['unasked', 1]] : named)
  }
  if (schema.type === 'array') return Array.from({ length: random.int(0, 3) }, () => valueOf(schema.items ?? {}, random, depth + 1))
  if (schema.type === 'boolean') return random.chance(0.5)
  if (schema.type === 'integer' || schema.type === 'number') return random.int(Math.max(schema.minimum ?? -5, -1_000_000), Math.min(schema.maximum ?? 1_000, 1_000_000))
  if (schema.type === 'null') return null
  if (schema.format === 'uuid') return randomUUID()
  if (schema.format?.startsWith('date')) return new Date(Date.UTC(random.int(1990, 2040), random.int(0, 11), random.int(1, 28))).toISOString()
  return random.chance(0.6) ? random.pick(KNOWN) : Array.from({ length: random.int(0, 12) }, () => random.pick(['a', 'É', ' ', '-', '0', '_', '.', '/', '"'])).join('')
}

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { TemporalSettings } from './engines/temporal.ts'

const flag = z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0').transform((value) => value === '1')

/** A file's name in, its content out. */
const pemFile = z.string().transform((file, context) => {
  try {
    return readFileSync(file)
  } catch (error) {
    context.addIssue(`must name a file that can be read (${error instanceof Error ? error.message : String(error)})`)
    return z.NEVER
  }
})

const schema = z.object({
  DATABASE_URL: z.string({ error: 'must name the PostgreSQL database' }).regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://'),
  /** The same as the API's: links in mails are signed with it. */
  AUTH_SECRET: z.string({ error: 'must be set to the same text as the API’s' }).min(32, 'must have at least 32 characters'),
  SMTP_URL: z.string().regex(/^smtps?:\/\/[^\s/]+/, 'must be an address such as smtp://user:password@mail.example.com:587').optional(),
  PUBLIC_URL: z.url({ error: 'must be an address such as https://recert.example.com', protocol: /^https?$/ }).default('http://localhost:4000').transform((url) => url.replace(/\/+$/, '')),
  DEMO_CLOCK: flag,
  WEBHOOK_PRIVATE_NETWORKS: flag,
  /** With it, workflows run on that Temporal server. The names are those of Temporal's own tools. */
  TEMPORAL_ADDRESS: z.string().regex(/^[^\s/:]+:\d{1,5}$|^\[[^\]]+\]:\d{1,5}$/, 'must be host:port, such as temporal.example.com:7233').optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_TASK_QUEUE: z.string().default('recert'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: z.enum(['0', '1'], { error: 'must be 0 or 1' }).optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: pemFile.optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: pemFile.optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: pemFile.optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  /** For tests of crashes, which need imports of many small steps. */
  IMPORT_CHUNK_ROWS: z.coerce.number({ error: 'must be a number' }).int().min(1).max(100_000).default(10_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
}).refine((env) => (env.TEMPORAL_TLS_CLIENT_CERT_PATH === undefined) === (env.TEMPORAL_TLS_CLIENT_KEY_PATH === undefined), { path: ['TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH'], error: 'must be set together' })

export type Env = z.output<typeof schema>

/** The only reader of the process's environment here. Throws an Error with one sentence per wrong variable. */
export function readEnv(source: Record<string, string | undefined>): Env {
  // An empty variable means the same as none.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const read = schema.safeParse(given)
  if (!read.success) throw new Error(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'))
  return read.data
}

/** Where the workflows run, if not on pg-boss. An API key or a certificate means TLS. */
export function temporalOf(env: Env): TemporalSettings | null {
  if (env.TEMPORAL_ADDRESS === undefined) return null
  const [ca, crt, key, name] = [env.TEMPORAL_TLS_SERVER_CA_CERT_PATH, env.TEMPORAL_TLS_CLIENT_CERT_PATH, env.TEMPORAL_TLS_CLIENT_KEY_PATH, env.TEMPORAL_TLS_SERVER_NAME]
  const details = { ...(ca ? { serverRootCACertificate: ca } : {}), ...(crt && key ? { clientCertPair: { crt, key } } : {}), ...(name ? { serverNameOverride: name } : {}) }
  const wanted = env.TEMPORAL_TLS === undefined ? [env.TEMPORAL_API_KEY, ca, crt, key, name].some((given) => given !== undefined) : env.TEMPORAL_TLS === '1'
  return { address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE, taskQueue: env.TEMPORAL_TASK_QUEUE, apiKey: env.TEMPORAL_API_KEY, tls: wanted && details }
}

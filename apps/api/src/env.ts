import { z } from 'zod'

const flag = z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0').transform((value) => value === '1')

const schema = z.object({
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(1).max(65535).default(4000),
  DATABASE_URL: z.string({ error: 'must name the PostgreSQL database' }).regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://'),
  AUTH_SECRET: z.string({ error: 'must be set: at least 32 random characters' }).min(32, 'must have at least 32 characters'),
  PUBLIC_URL: z.url({ error: 'must be an address such as https://recert.example.com' }).optional(),
  TRUST_PROXY: flag,
  /** The workers’ own: here it is shown and tried. */
  SMTP_URL: z.string().regex(/^smtps?:\/\/[^\s/]+/, 'must be an address such as smtp://user:password@mail.example.com:587').optional(),
  DEMO_CLOCK: flag,
  WEBHOOK_PRIVATE_NETWORKS: flag,
  METRICS_TOKEN: z.string().min(32, 'must have at least 32 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Env = Omit<z.output<typeof schema>, 'PUBLIC_URL'> & { PUBLIC_URL: string }

/** The only reader of the process's environment here. Throws an Error with one sentence per wrong variable. */
export function readEnv(source: Record<string, string | undefined>): Env {
  // An empty variable means the same as none.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const read = schema.safeParse(given)
  if (!read.success) throw new Error(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'))
  return { ...read.data, PUBLIC_URL: read.data.PUBLIC_URL ?? `http://localhost:${read.data.PORT}` }
}

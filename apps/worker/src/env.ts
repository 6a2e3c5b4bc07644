import { z } from 'zod'

const flag = z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0').transform((value) => value === '1')

const schema = z.object({
  DATABASE_URL: z.string({ error: 'must name the PostgreSQL database' }).regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://'),
  SMTP_URL: z.string().regex(/^smtps?:\/\/[^\s/]+/, 'must be an address such as smtp://user:password@mail.example.com:587').optional(),
  PUBLIC_URL: z.url({ error: 'must be an address such as https://recert.example.com', protocol: /^https?$/ }).default('http://localhost:4000').transform((url) => url.replace(/\/+$/, '')),
  DEMO_CLOCK: flag,
  /** For tests of crashes, which need imports of many small steps. */
  IMPORT_CHUNK_ROWS: z.coerce.number({ error: 'must be a number' }).int().min(1).max(100_000).default(10_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Env = z.output<typeof schema>

/** The only reader of the process's environment here. Throws an Error with one sentence per wrong variable. */
export function readEnv(source: Record<string, string | undefined>): Env {
  // An empty variable means the same as none.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const read = schema.safeParse(given)
  if (!read.success) throw new Error(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'))
  return read.data
}

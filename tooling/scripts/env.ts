import { accessSync, constants } from 'node:fs'

/**
 * Every variable that Recert reads, in one table. Nothing but Node is imported here: it is read before anything is installed.
 * `check` answers what the value must be when it is wrong (it follows the variable's name in a sentence), else null.
 */
type Variable = { fallback?: string; about: string; check: (value: string) => string | null; secret?: true }

const anything = (): null => null
const flag = (value: string): string | null => (value === '0' || value === '1' ? null : 'must be 0 or 1')
const whole = (from: number, to: number) => (value: string): string | null =>
  /^\d{1,9}$/.test(value) && Number(value) >= from && Number(value) <= to ? null : `must be a whole number from ${from} to ${to}`
const address = (schemes: string[], example: string) => (value: string): string | null =>
  URL.canParse(value) && schemes.includes(new URL(value).protocol) && new URL(value).hostname !== '' ? null : `must be an address such as ${example}`
const atLeast32 = (value: string): string | null =>
  value.length < 32 ? 'must have at least 32 characters' : /^(.)\1*$/.test(value) ? 'must be random, not one character repeated' : null
const hostAndPort = (value: string): string | null =>
  /^([^\s/:]+|\[[^\]]+\]):\d{1,5}$/.test(value) ? null : 'must be host:port, such as temporal.example.com:7233'
const readableFile = (value: string): string | null => {
  try {
    accessSync(value, constants.R_OK)
    return null
  } catch {
    return 'must name a file that can be read'
  }
}
const userAndPassword = (value: string): string | null => {
  const [username, password] = [value.slice(0, value.indexOf(':')).trim(), value.slice(value.indexOf(':') + 1)]
  return value.includes(':') && username !== '' && password.length >= 8 ? null : 'must be username:password, with a password of at least 8 characters'
}

export const VARIABLES = {
  PORT: { fallback: '4000', about: 'the one port of portal, administration and API', check: whole(1, 65_535) },
  DATA_DIR: { fallback: './data', about: 'the folder of the embedded database, its password, secrets and logs', check: anything },
  DATABASE_URL: { about: 'your own PostgreSQL (18 or later) instead of the embedded one', check: address(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/recert'), secret: true },
  DEMO: { fallback: '1', about: '0 begins with an empty organisation instead of the demo', check: flag },
  BOOTSTRAP_ADMIN: { about: 'username:password of the first superadmin of an empty organisation', check: userAndPassword, secret: true },
  BOOTSTRAP_API_KEY: { about: 'a superadmin key for automation, at least 32 characters; stored hashed', check: atLeast32, secret: true },
  WORKERS: { fallback: '1', about: 'worker processes', check: whole(1, 32) },
  AUTH_SECRET: { about: 'what sessions and mail links are signed with, at least 32 characters; made and kept in DATA_DIR when unset, required with DATABASE_URL', check: atLeast32, secret: true },
  PUBLIC_URL: { about: 'where people reach Recert; http://localhost:PORT when unset', check: address(['http:', 'https:'], 'https://recert.example.com') },
  TRUST_PROXY: { fallback: '0', about: '1 behind a reverse proxy that sets X-Forwarded-For and X-Forwarded-Proto', check: flag },
  SMTP_URL: { about: 'where mails go; without it they stay on the Outbox page', check: address(['smtp:', 'smtps:'], 'smtp://user:password@mail.example.com:587/?from=recert@example.com'), secret: true },
  WEBHOOK_PRIVATE_NETWORKS: { fallback: '0', about: '1 lets webhooks go to private networks, and by plain http', check: flag },
  DEMO_CLOCK: { fallback: '0', about: '1 lets a superadmin move the clock; for trying only', check: flag },
  TEMPORAL_ADDRESS: { about: 'a Temporal server (host:port) that runs the workflows instead of pg-boss', check: hostAndPort },
  TEMPORAL_NAMESPACE: { fallback: 'default', about: 'its namespace', check: anything },
  TEMPORAL_TASK_QUEUE: { fallback: 'recert', about: 'the task queue of this organisation; two that share a namespace need different ones', check: anything },
  TEMPORAL_API_KEY: { about: 'its API key; means TLS', check: anything, secret: true },
  TEMPORAL_TLS: { about: '1 speaks TLS with it, 0 never does; when unset, an API key or one of the following means TLS', check: flag },
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: { about: 'a PEM file: the authority of its certificate, if it is not a public one', check: readableFile },
  TEMPORAL_TLS_CLIENT_CERT_PATH: { about: 'a PEM file: our certificate, where it asks for one', check: readableFile },
  TEMPORAL_TLS_CLIENT_KEY_PATH: { about: 'a PEM file: the key of our certificate', check: readableFile },
  TEMPORAL_TLS_SERVER_NAME: { about: 'the name in its certificate, if it is not that of the address', check: anything },
  METRICS_TOKEN: { about: 'what Prometheus shows to read /metrics, at least 32 characters; without it, /metrics answers a superadmin’s key only', check: atLeast32, secret: true },
  LOG_LEVEL: { fallback: 'info', about: 'fatal, error, warn, info, debug or trace', check: (value) => (['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(value) ? null : 'must be fatal, error, warn, info, debug, trace or silent') },
} satisfies Record<string, Variable>

export type Name = keyof typeof VARIABLES
/** The given values and the table's fallbacks; what has neither is absent. */
export type Settings = { [name in Name]?: string } & { PORT: string; DATA_DIR: string; DEMO: string; WORKERS: string }

/** Reads the settings out of an environment, or says one sentence for each wrong value. An empty variable means the same as none. */
export function readSettings(source: Record<string, string | undefined>): { settings: Settings; complaints: string[] } {
  const read: Partial<Record<Name, string>> = {}
  const complaints: string[] = []
  for (const [name, variable] of Object.entries(VARIABLES) as [Name, Variable][]) {
    const given = source[name]?.trim() ?? ''
    const value = given === '' ? variable.fallback : given
    if (value === undefined) continue
    read[name] = value
    const wrong = variable.check(value)
    if (wrong) complaints.push(`${name} ${wrong}${variable.secret ? '' : `; it is "${value}"`}.`)
  }
  if (read.DATABASE_URL && !read.AUTH_SECRET) {
    complaints.push('AUTH_SECRET must be set together with DATABASE_URL: at least 32 random characters, such as `openssl rand -hex 32` prints, and the same at every start.')
  }
  if (!read.TEMPORAL_TLS_CLIENT_CERT_PATH !== !read.TEMPORAL_TLS_CLIENT_KEY_PATH) complaints.push('TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH must be set together.')
  return { settings: read as Settings, complaints }
}

import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import type { Watch } from './silence.ts'

/**
 * Two ways to speak with one connection: `orm` for a row or a few, written and read with the schema's types;
 * `sql` (postgres.js, prepared statements) for lists and sets of rows. In a transaction both are inside it.
 */
export type Db = { sql: Sql; orm: PostgresJsDatabase }
export type Tx = { sql: TransactionSql; orm: PostgresJsDatabase }
/** Where it does not matter whether a transaction is open. */
export type Queryable = Db | Tx

/** The role of api and worker. It can add to the award events and read them, but neither change nor delete them. */
export const APP_ROLE = 'recert_app'

const TIMESTAMPTZ = 1184
const JSON_TYPES = [114, 3802]

/** Drizzle makes dates and JSON pass through its driver untouched; `sql` needs them parsed, and drizzle takes a Date as well. */
function ormOver(sql: Sql): PostgresJsDatabase {
  const orm = drizzle(sql, { casing: 'snake_case' })
  const { parsers, serializers } = sql.options as unknown as {
    parsers: Record<number, (text: string) => unknown>
    serializers: Record<number, (value: unknown) => unknown>
  }
  parsers[TIMESTAMPTZ] = parseInstant
  serializers[TIMESTAMPTZ] = (value) => (value instanceof Date ? value.toISOString() : value)
  for (const type of JSON_TYPES) serializers[type] = (value) => (typeof value === 'string' ? value : JSON.stringify(value))
  return orm
}

/** PostgreSQL's own notation is none that JavaScript knows: it would take the year 0001 for 2001. Sessions are in UTC. */
const parseInstant = (text: string): Date => new Date(text.endsWith('+00') ? `${text.slice(0, -3).replace(' ', 'T')}Z` : text)

/**
 * Opens a pool. `role`: what its sessions may do (see APP_ROLE); without it, what the url's user may. `watch`: who tears its connections
 * when the database falls silent. `session`: further settings of its sessions. Close it with `db.sql.end()`.
 */
export function connect(url: string, options: { role?: string | undefined; max?: number; watch?: Watch; session?: Record<string, string> } = {}): Db {
  const sql = postgres(url, {
    max: options.max ?? 10,
    // Tells PostgreSQL's own log and pg_stat_activity who is there; the role makes the event log append-only for us.
    connection: { application_name: 'recert', TimeZone: 'UTC', ...options.session, ...(options.role ? { role: options.role } : {}) },
    onnotice: () => {},
    // A database that is away is said so within seconds, and found again within a second of its return.
    connect_timeout: 5,
    backoff: () => 0.5,
    // The driver takes it, its types do not know it.
    ...(options.watch ? { socket: options.watch.socket } : {}),
  })
  return { sql, orm: ormOver(sql) }
}

/** Opens a pool with the application's role where the database has it (an owner without CREATEROLE cannot make it). */
export async function connectApp(url: string, options: { max?: number; watch?: Watch; session?: Record<string, string> } = {}): Promise<Db> {
  return connect(url, { ...options, role: (await hasAppRole(url)) ? APP_ROLE : undefined })
}

/** Whether this database's user may act as the application's role. */
export async function hasAppRole(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 5 })
  try {
    const [row] = await sql<{ member: boolean }[]>`
      select exists (select from pg_roles where rolname = ${APP_ROLE} and pg_has_role(current_user, oid, 'member')) as member`
    return row?.member ?? false
  } finally {
    await sql.end()
  }
}

/** Runs `work` in one transaction: what it throws rolls everything back. */
export function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.sql.begin((sql) => {
    // The driver gives a transaction's handle no options; drizzle looks there for the parsers.
    return work({ sql, orm: ormOver(Object.assign(sql, { options: db.sql.options }) as unknown as Sql) })
  }) as Promise<T>
}

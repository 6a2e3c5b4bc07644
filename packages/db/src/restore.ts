import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import postgres from 'postgres'
import { type BackupEntry, type BackupFoot, type BackupHead, FOOT, FORMAT, HEAD, SESSION, sha256, sumOf } from './backup.ts'
import { connect, transaction, type Tx } from './client.ts'
import { migrate } from './migrate.ts'
import { appliedMigrations, knownMigrations, knownTables } from './migrations.ts'
import { organisationIsEmpty } from './queries/organisation.ts'

/** Pieces hold eight MiB; what says that it holds much more is no piece of ours. */
const PIECE_MOST = 256 * 1024 * 1024
const decompress = promisify(zstdDecompress)

export type Restored = { createdAt: string; rows: number }

/**
 * Puts a backup into an empty database, as its owner. `open` reads the archive from its beginning: first everything is checked, and nothing
 * is touched for a bad one; then it goes in, in one transaction. `afterwards` is done within it. Throws an Error whose message says what to do.
 */
export async function restoreBackup(
  ownerUrl: string, open: () => AsyncIterable<BackupEntry>, { afterwards, log = () => {} }: { afterwards: (tx: Tx) => Promise<void>; log?: (table: string, rows: number) => void },
): Promise<Restored> {
  const { head, foot } = await checkBackup(open())
  await mustBeEmpty(ownerUrl, head.migrations.length)
  await migrate(ownerUrl, { upTo: head.migrations.length })
  const db = connect(ownerUrl, { max: 1, session: SESSION })
  try {
    await transaction(db, async (tx) => {
      // Whoever fills an empty organisation waits here, and finds it full.
      await tx.sql`select from organisation for update`
      if (!(await organisationIsEmpty(tx))) throw new Error(OCCUPIED)
      await tx.sql`delete from organisation`
      await fill(tx, head, open())
      for (const { name } of head.tables) {
        const [found, expected] = [await sumOf(tx.sql, name), foot.tables[name]]
        if (found.rows !== expected?.rows || found.content !== expected.content) throw new Error(`The table ${name} did not come out as it was; nothing has been restored.`)
        log(name, found.rows)
      }
      for (const [name, value] of Object.entries(foot.sequences)) if (value !== '0') await tx.sql`select setval(${`public.${name}`}::regclass, ${value})`
      await afterwards(tx)
    })
    await migrate(ownerUrl)
    // Fresh tables have no statistics, and the first lists would be planned without them.
    await db.sql`analyze`
  } finally {
    await db.sql.end({ timeout: 1 })
  }
  return { createdAt: head.createdAt, rows: Object.values(foot.tables).reduce((sum, { rows }) => sum + rows, 0) }
}

const broken = (how: string): Error => new Error(`This backup cannot be used: ${how}. Nothing has been restored; take another copy of it, or another backup.`)

/** Reads a whole backup and checks every byte of it. Throws a sentence about one that is cut off, altered, of a newer Recert, or none at all. */
export async function checkBackup(entries: AsyncIterable<BackupEntry>): Promise<{ head: BackupHead; foot: BackupFoot }> {
  let head: BackupHead | null = null
  let foot: BackupFoot | null = null
  const sums = new Map<string, ReturnType<typeof createHash>>()
  try {
    for await (const { name, bytes } of entries) {
      if (!head) {
        if (name !== HEAD) throw new NotOurs()
        head = JSON.parse(bytes.toString()) as BackupHead
        checkVersion(head)
        for (const table of head.tables) sums.set(table.name, createHash('sha256'))
      } else if (name === FOOT) foot = JSON.parse(bytes.toString()) as BackupFoot
      else sums.get(tableOf(name))?.update(await unpack(bytes))
    }
  } catch (error) {
    if (error instanceof NotOurs || error instanceof TooNew) throw error
    throw head ? broken('it is cut off, or was altered') : new NotOurs()
  }
  if (!head) throw new NotOurs()
  if (!foot) throw broken('it is cut off')
  const altered = foot.head !== sha256(JSON.stringify(head)) || head.tables.length !== Object.keys(foot.tables).length
    ? 'its beginning'
    : head.tables.find(({ name }) => sums.get(name)?.digest('hex') !== foot.tables[name]?.sha256)?.name
  if (altered) throw broken(`${altered} was altered`)
  return { head, foot }
}

class NotOurs extends Error {
  constructor() {
    super('This is no backup of Recert: `npm run backup` makes them.')
  }
}

class TooNew extends Error {
  constructor() {
    super('This backup is of a newer Recert. Restore it with that version, or a later one.')
  }
}

function checkVersion({ format, migrations }: BackupHead): void {
  const known = knownMigrations()
  if (format > FORMAT || migrations.length > known.length) throw new TooNew()
  if (migrations.some((hash, index) => hash !== known[index])) throw new TooNew()
}

const tableOf = (name: string): string => /^tables\/([^/]+)\/\d+\.zst$/.exec(name)?.[1] ?? ''
const unpack = (bytes: Buffer): Promise<Buffer> => decompress(bytes, { maxOutputLength: PIECE_MOST })

const OCCUPIED = 'A backup is restored into an empty database only, and in this one there are people or certifications. Name a new DATA_DIR, or the DATABASE_URL of a new database.'

/** Refuses a database in which somebody already is, or something else; makes room where an empty Recert of another version stands. */
async function mustBeEmpty(ownerUrl: string, migrations: number): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtext('recert migrate'))`
      const [state] = await tx<{ ours: boolean; strange: number }[]>`
        select to_regclass('drizzle.__drizzle_migrations') is not null and to_regclass('public.organisation') is not null as ours,
          (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') and relname <> all (${knownTables()})) as strange`
      if ((state?.strange ?? 0) > 0) throw new Error('A backup is restored into an empty database only, and this one holds tables of something else. Make a new database for it.')
      if (!state?.ours) return
      const [held] = await tx<{ exist: boolean }[]>`select exists (select from person) or exists (select from certification) as exist`
      if (held?.exist) throw new Error(OCCUPIED)
      if ((await appliedMigrations(tx)).length === migrations) return
      await tx`drop schema if exists public, drizzle, pgboss cascade`
      await tx`create schema public`
    })
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** One COPY for each table, fed with its pieces as they come. A source that throws undoes it with the transaction. */
async function fill({ sql }: Tx, { tables }: BackupHead, entries: AsyncIterable<BackupEntry>): Promise<void> {
  const pieces = entries[Symbol.asyncIterator]()
  let next = await pieces.next()
  while (!next.done) {
    const table = tableOf(next.value.name)
    const columns = tables.find(({ name }) => name === table)?.columns
    if (!columns) {
      next = await pieces.next()
      continue
    }
    await pipeline(async function* () {
      for (; !next.done && tableOf(next.value.name) === table; next = await pieces.next()) yield await unpack(next.value.bytes)
    }, await sql`copy ${sql(table)} (${sql(columns)}) from stdin`.writable())
  }
}

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress } from 'node:zlib'
import postgres, { type ReservedSql } from 'postgres'
import { appliedMigrations } from './migrations.ts'

/** A piece of a backup, as a file in an archive. */
export type BackupEntry = { name: string; bytes: Buffer }

export const HEAD = 'recert-backup.json'
export const FOOT = 'manifest.json'
export const FORMAT = 1

/** The first piece: what is to come, and which schema it is of (the hashes of its migrations). Tables in an order in which each finds there what it refers to. */
export type BackupHead = { format: number; createdAt: string; migrations: string[]; tables: { name: string; columns: string[] }[] }

/** The last piece, without which a backup is none. `sha256` is of the text that COPY gives, `content` of the rows, whatever their order. */
export type BackupFoot = { head: string; tables: Record<string, TableSum & { sha256: string }>; sequences: Record<string, string> }
export type TableSum = { rows: number; content: string }

/** Both sides must write and read dates and numbers in the same way. */
export const SESSION = { application_name: 'recert-backup', TimeZone: 'UTC', DateStyle: 'ISO, YMD', IntervalStyle: 'postgres', extra_float_digits: '1', bytea_output: 'hex' }

/** Of text, before it is compressed: memory stays flat, whatever the table's size. */
const PIECE = 8 * 1024 * 1024
const compress = promisify(zstdCompress)

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/**
 * Everything that Recert keeps, uploaded files included, as of one instant, while Recert goes on. As the owner of the database.
 * The queue is not in it: what waits or runs stands in our own rows, and is queued again when it is restored.
 */
export async function* readBackup(ownerUrl: string, options: { now: Date; log?: (table: string, rows: number) => void }): AsyncGenerator<BackupEntry> {
  const pool = postgres(ownerUrl, { max: 1, onnotice: () => {}, connection: SESSION })
  const sql = await pool.reserve()
  try {
    await sql`begin isolation level repeatable read read only`
    const head: BackupHead = { format: FORMAT, createdAt: options.now.toISOString(), migrations: await appliedMigrations(sql), tables: await listTables(sql) }
    const foot: BackupFoot = { head: sha256(JSON.stringify(head)), tables: {}, sequences: {} }
    yield { name: HEAD, bytes: Buffer.from(JSON.stringify(head)) }
    for (const { name, columns } of head.tables) {
      const hash = createHash('sha256')
      let number = 0
      for await (const text of inPieces(await sql`copy ${sql(name)} (${sql(columns)}) to stdout`.readable())) {
        hash.update(text)
        yield { name: `tables/${name}/${String(++number).padStart(6, '0')}.zst`, bytes: await compress(text) }
      }
      const sum = await sumOf(sql, name)
      foot.tables[name] = { ...sum, sha256: hash.digest('hex') }
      options.log?.(name, sum.rows)
    }
    // Read last: a sequence belongs to no snapshot, and must not be behind the rows.
    const sequences = await sql<{ name: string; value: string }[]>`select sequencename as name, coalesce(last_value, 0)::text as value from pg_sequences where schemaname = 'public'`
    foot.sequences = Object.fromEntries(sequences.map(({ name, value }) => [name, value]))
    yield { name: FOOT, bytes: Buffer.from(JSON.stringify(foot)) }
    await sql`commit`
  } finally {
    sql.release()
    await pool.end({ timeout: 1 })
  }
}

async function* inPieces(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [held, length]: [Buffer[], number] = [[], 0]
  for await (const chunk of stream) {
    held.push(chunk)
    length += chunk.length
    if (length < PIECE) continue
    yield Buffer.concat(held)
    ;[held, length] = [[], 0]
  }
  if (length > 0) yield Buffer.concat(held)
}

/** How many rows a table has, and a sum over all of them, which tells whether the same rows are in another one. */
export async function sumOf(sql: ReservedSql | postgres.TransactionSql, table: string): Promise<TableSum> {
  const [row] = await sql<TableSum[]>`select count(*)::int as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as content from ${sql(table)} t`
  return { rows: row?.rows ?? 0, content: row?.content ?? '' }
}

/** What triggers make of other tables makes itself again when those are restored. */
const DERIVED = ['awarded_count']

async function listTables(sql: ReservedSql): Promise<BackupHead['tables']> {
  const tables = await sql<{ name: string; columns: string[]; refersTo: string[] }[]>`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid where f.conrelid = c.oid and f.contype = 'f' and r.oid <> c.oid) as "refersTo"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all (${DERIVED}) order by c.relname`
  return inOrder(tables).map(({ name, columns }) => ({ name, columns: [...columns] }))
}

/** Each after those that it refers to. */
export function inOrder<Table extends { name: string; refersTo: readonly string[] }>(tables: readonly Table[]): Table[] {
  const sorted: Table[] = []
  const left = [...tables]
  while (left.length > 0) {
    const next = left.findIndex(({ refersTo }) => refersTo.every((name) => sorted.some((done) => done.name === name)))
    if (next < 0) throw new Error(`These tables refer to each other in a circle: ${left.map(({ name }) => name).join(', ')}.`)
    sorted.push(...left.splice(next, 1))
  }
  return sorted
}

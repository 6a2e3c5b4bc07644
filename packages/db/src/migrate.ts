import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { APP_ROLE } from './client.ts'
import { expectedMigrations, migrationsFolder } from './migrations.ts'
import { migrateQueues } from './queues.ts'

/**
 * Brings a database to today's schema, as its owner. Safe to run again, and by several processes at once. `upTo`: only to the schema of an
 * earlier version, the one with so many migrations, for a backup of that version.
 */
export async function migrate(ownerUrl: string, { upTo }: { upTo?: number } = {}): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(hashtext('recert migrate'))`
    await sql`create extension if not exists pg_trgm`
    await withMigrations(upTo, (folder) => runMigrations(drizzle(sql), { migrationsFolder: folder }))
    await sql`insert into organisation (name) values ('Recert') on conflict do nothing`
    await migrateQueues(ownerUrl)
    if (await ensureAppRole(sql)) await grant(sql)
  } finally {
    await sql.end()
  }
}

/** The folder of the migrations, or one that holds only the first of them: drizzle reads nothing else. */
async function withMigrations(upTo: number | undefined, work: (folder: string) => Promise<void>): Promise<void> {
  if (upTo === undefined || upTo >= expectedMigrations()) return work(migrationsFolder)
  const folder = mkdtempSync(join(tmpdir(), 'recert-migrations-'))
  try {
    cpSync(migrationsFolder, folder, { recursive: true })
    const journal = join(folder, 'meta', '_journal.json')
    const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: unknown[] }
    writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, upTo) }))
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Makes the application's role; false where this owner may not (api and worker then use the owner's rights). */
async function ensureAppRole(sql: postgres.Sql): Promise<boolean> {
  const [may] = await sql<{ exists: boolean; create: boolean }[]>`
    select exists (select from pg_roles where rolname = ${APP_ROLE}) as exists,
      (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as create`
  if (!may?.exists && !may?.create) return false
  if (!may.exists) {
    // Roles belong to the whole server: two databases may be migrated at the same instant.
    await sql.unsafe(`do $$ begin create role ${APP_ROLE} nologin; exception when duplicate_object or unique_violation then null; end $$`)
    await sql.unsafe(`grant ${APP_ROLE} to current_user`)
  }
  const [member] = await sql<{ member: boolean }[]>`select pg_has_role(current_user, ${APP_ROLE}, 'member') as member`
  return member?.member ?? false
}

async function grant(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    grant usage on schema public, pgboss to ${APP_ROLE};
    grant usage on schema drizzle to ${APP_ROLE};
    grant select on all tables in schema drizzle to ${APP_ROLE};
    grant select, insert, update, delete on all tables in schema public, pgboss to ${APP_ROLE};
    grant usage, select, update on all sequences in schema public, pgboss to ${APP_ROLE};
    grant execute on all functions in schema public, pgboss to ${APP_ROLE};
    grant maintain on award, award_event, import_row, person to ${APP_ROLE};
    revoke update, delete, truncate on award_event from ${APP_ROLE};
    -- Migrations may have gone up to an earlier version only.
    do $$ begin if to_regclass('event_seal') is not null then revoke update, delete, truncate on event_seal from ${APP_ROLE}; end if; end $$;
  `)
}

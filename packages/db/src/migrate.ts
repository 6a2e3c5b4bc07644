import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { APP_ROLE } from './client.ts'
import { migrationsFolder } from './migrations.ts'
import { migrateQueues } from './queues.ts'

/** Brings a database to today's schema, as its owner. Safe to run again, and by several processes at once. */
export async function migrate(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(hashtext('recert migrate'))`
    await sql`create extension if not exists pg_trgm`
    await runMigrations(drizzle(sql), { migrationsFolder })
    await sql`insert into organisation (name) values ('Recert') on conflict do nothing`
    await migrateQueues(ownerUrl)
    if (await ensureAppRole(sql)) await grant(sql)
  } finally {
    await sql.end()
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
    revoke update, delete, truncate on award_event from ${APP_ROLE};
  `)
}

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { ISql } from 'postgres'

export const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))

/** How many migrations this version of the code brings. */
export function expectedMigrations(): number {
  const journal = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8')) as { entries: unknown[] }
  return journal.entries.length
}

/** The hashes of the migrations that this version brings, in their order. */
export const knownMigrations = (): string[] => readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash)

/** The hashes of those that a database has had, in their order. */
export async function appliedMigrations(sql: ISql): Promise<string[]> {
  return (await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by created_at`).map(({ hash }) => hash)
}

/** The tables of this version's schema, by name. */
export function knownTables(): string[] {
  const { tables } = JSON.parse(readFileSync(`${migrationsFolder}/meta/${String(expectedMigrations() - 1).padStart(4, '0')}_snapshot.json`, 'utf8')) as { tables: Record<string, { name: string }> }
  return Object.values(tables).map(({ name }) => name)
}

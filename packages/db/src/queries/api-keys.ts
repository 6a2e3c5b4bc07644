import { and, eq, isNull } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { apiKey } from '../schema/auth.ts'
import { namedBranches, namedGroups, type RightsListed } from './people.ts'

export type ApiKeyListed = Pick<typeof apiKey.$inferSelect, 'id' | 'name' | 'prefix' | 'role' | 'createdAt' | 'revokedAt'> & RightsListed

/** All keys, newest first, without their hashes. */
export const listApiKeys = async ({ sql }: Queryable): Promise<ApiKeyListed[]> => sql<ApiKeyListed[]>`
  select k.id, k.name, k.prefix, k.role, k.permissions, ${namedBranches({ sql }, 'k')} as "scopeBranches", ${namedGroups({ sql }, 'k')} as "scopeGroups",
    k.created_at as "createdAt", k.revoked_at as "revokedAt"
  from api_key k order by k.created_at desc, k.id desc`

/** What a key is called, revoked or not. */
export async function findKeyName({ sql }: Queryable, id: string): Promise<string | null> {
  const [row] = await sql<{ name: string }[]>`select name from api_key where id = ${id}`
  return row?.name ?? null
}

/** Keeps a key's hash. A key that is known already stays as it is: null. */
export async function insertApiKey({ orm }: Tx, values: typeof apiKey.$inferInsert): Promise<string | null> {
  const [row] = await orm.insert(apiKey).values(values).onConflictDoNothing({ target: apiKey.hash }).returning({ id: apiKey.id })
  return row?.id ?? null
}

export async function revokeApiKey({ orm }: Tx, id: string, at: Date): Promise<boolean> {
  const rows = await orm.update(apiKey).set({ revokedAt: at }).where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt))).returning({ id: apiKey.id })
  return rows.length > 0
}

import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { apiKey } from '../schema/auth.ts'

export type ApiKeyListed = Omit<typeof apiKey.$inferSelect, 'hash' | 'createdBy'>

/** All keys, newest first, without their hashes. */
export const listApiKeys = ({ orm }: Queryable): Promise<ApiKeyListed[]> => orm.select({
  id: apiKey.id, name: apiKey.name, prefix: apiKey.prefix, role: apiKey.role, createdAt: apiKey.createdAt, revokedAt: apiKey.revokedAt,
}).from(apiKey).orderBy(desc(apiKey.createdAt), desc(apiKey.id))

/** Keeps a key's hash. A key that is known already stays as it is: null. */
export async function insertApiKey({ orm }: Tx, values: typeof apiKey.$inferInsert): Promise<string | null> {
  const [row] = await orm.insert(apiKey).values(values).onConflictDoNothing({ target: apiKey.hash }).returning({ id: apiKey.id })
  return row?.id ?? null
}

export async function revokeApiKey({ orm }: Tx, id: string, at: Date): Promise<boolean> {
  const rows = await orm.update(apiKey).set({ revokedAt: at }).where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt))).returning({ id: apiKey.id })
  return rows.length > 0
}

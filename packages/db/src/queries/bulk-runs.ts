import { eq } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { bulkRun } from '../schema/bulk-runs.ts'

export type BulkRunRow = typeof bulkRun.$inferSelect

export async function insertBulkRun({ orm }: Tx, values: typeof bulkRun.$inferInsert): Promise<string> {
  const [row] = await orm.insert(bulkRun).values(values).returning({ id: bulkRun.id })
  if (!row) throw new Error('insert returned no row')
  return row.id
}

/** The run, locked until the transaction ends: a chunk at a time, whoever works on it. */
export async function lockBulkRun({ orm }: Tx, id: string): Promise<BulkRunRow | null> {
  const [row] = await orm.select().from(bulkRun).where(eq(bulkRun.id, id)).for('no key update')
  return row ?? null
}

export async function updateBulkRun({ orm }: Queryable, id: string, values: Partial<typeof bulkRun.$inferInsert>): Promise<void> {
  await orm.update(bulkRun).set(values).where(eq(bulkRun.id, id))
}

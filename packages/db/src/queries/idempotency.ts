import { DomainError } from '@recert/domain/errors'
import type { Queryable, Tx } from '../client.ts'

export type Answer = { status: number; body: unknown }

/**
 * Takes an Idempotency-Key for this transaction, or gives the answer that was kept for it. A second request with the same key
 * waits until the first one's transaction ends. Throws IDEMPOTENCY_MISMATCH when the key came with another request.
 */
export async function claimAnswer({ sql }: Tx, caller: string, key: string, request: string): Promise<Answer | null> {
  const taken = await sql`insert into idempotency_key (caller, key, request, created_at) values (${caller}, ${key}, ${request}, ${new Date()}) on conflict do nothing returning key`
  if (taken.length > 0) return null
  const kept = await findAnswer({ sql }, caller, key, request)
  if (!kept) throw new DomainError('IDEMPOTENCY_MISMATCH')
  return kept
}

/** The answer that was kept for an Idempotency-Key, or null. Throws IDEMPOTENCY_MISMATCH when the key came with another request. */
export async function findAnswer({ sql }: Pick<Queryable, 'sql'>, caller: string, key: string, request: string): Promise<Answer | null> {
  const [kept] = await sql<(Answer & { request: string })[]>`select request, status, body from idempotency_key where caller = ${caller} and key = ${key}`
  if (kept && kept.request !== request) throw new DomainError('IDEMPOTENCY_MISMATCH')
  return kept ?? null
}

export async function keepAnswer({ sql }: Tx, caller: string, key: string, answer: Answer): Promise<void> {
  await sql`update idempotency_key set status = ${answer.status}, body = ${JSON.stringify(answer.body)}::text::jsonb where caller = ${caller} and key = ${key}`
}

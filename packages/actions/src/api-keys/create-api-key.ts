import { createHash, randomBytes } from 'node:crypto'
import { insertApiKey } from '@recert/db/queries/api-keys'
import type { Role } from '@recert/domain/people'
import { checkName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'

/** 256 random bits need no slow hash: nobody can try them all. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex')

/** R15.1: a program's key with the rights of a role. The key itself is in this answer and nowhere else. */
export async function createApiKey(ctx: Ctx, input: { name: string; role: Role }): Promise<{ id: string; key: string }> {
  const key = `recert_${randomBytes(32).toString('base64url')}`
  const id = await keepApiKey(ctx, { ...input, key })
  if (!id) throw new Error('a new random key was taken already')
  return { id, key }
}

/** Keeps the hash of a given key; null when it is kept already. */
export async function keepApiKey({ tx, actor }: Ctx, { key, name, role }: { key: string; name: string; role: Role }): Promise<string | null> {
  return insertApiKey(tx, {
    name: checkName(name), role, prefix: key.slice(0, 12), hash: hashApiKey(key),
    createdBy: actor.kind === 'person' ? actor.id : null,
    // Keys live in real time, also where the demo clock has been moved.
    createdAt: new Date(),
  })
}

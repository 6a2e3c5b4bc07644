import { createHash, randomBytes } from 'node:crypto'
import { insertApiKey } from '@recert/db/queries/api-keys'
import type { Rights } from '@recert/domain/access'
import type { KeyRole } from '@recert/domain/people'
import { checkName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'
import { NO_RIGHTS, resolveRights, type RightsInput } from '../people/rights.ts'

/** 256 random bits need no slow hash: nobody can try them all. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex')

/** R15.1: a program's key with the rights of a role. The key itself is in this answer and nowhere else. Throws what resolveRights throws. */
export async function createApiKey(ctx: Ctx, { name, role, ...asked }: { name: string; role: KeyRole } & RightsInput): Promise<{ id: string; key: string }> {
  const key = `recert_${randomBytes(32).toString('base64url')}`
  const id = await keepApiKey(ctx, { name, key, ...(await resolveRights(ctx.tx, asked, { role, ...NO_RIGHTS })) })
  if (!id) throw new Error('a new random key was taken already')
  return { id, key }
}

/** Keeps the hash of a given key; null when it is kept already. */
export async function keepApiKey({ tx, actor }: Ctx, { key, name, ...rights }: { key: string; name: string } & Rights): Promise<string | null> {
  return insertApiKey(tx, {
    name: checkName(name), ...rights, permissions: [...rights.permissions], prefix: key.slice(0, 12), hash: hashApiKey(key),
    createdBy: actor.kind === 'person' ? actor.id : null,
    // Keys live in real time, also where the demo clock has been moved.
    createdAt: new Date(),
  })
}

import type { Role } from './people.ts'

/** Which people a caller may see. Every list takes one. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'self'; personId: string }

/** Who calls. A program's key acts with the rights of a role. */
export type Caller =
  | { kind: 'anonymous' }
  | { kind: 'person'; id: string; role: Role }
  | { kind: 'api_key'; id: string; role: Role }

/** Who did something, as events remember it. */
export type Actor =
  | { kind: 'person'; id: string }
  | { kind: 'api_key'; id: string }
  | { kind: 'system'; id: null }

export const SYSTEM: Actor = { kind: 'system', id: null }

/** What a caller may see: superadmins and superadmin keys everybody, the others themselves; a key without superadmin rights is nobody. */
export function scopeOf(caller: Caller): Scope | null {
  if (caller.kind === 'anonymous') return null
  if (caller.role === 'superadmin') return { kind: 'all' }
  return caller.kind === 'person' ? { kind: 'self', personId: caller.id } : null
}

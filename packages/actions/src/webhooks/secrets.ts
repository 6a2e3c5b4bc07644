import { randomBytes } from 'node:crypto'
import { seal, unseal } from '../sealed.ts'

/** What the secrets of webhooks are sealed for. */
const PURPOSE = 'webhooks'

/** A new secret, as standard-webhooks writes them, and as it is stored. */
export function makeSecret(key: string): { secret: string; secretSealed: string } {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  return { secret, secretSealed: seal(key, PURPOSE, secret) }
}

type Sealed = { secretSealed: string; earlierSecretSealed: string | null; earlierSecretUntil: Date | null }

/** The secrets that sign at an instant, the new one first; null when it was sealed with another AUTH_SECRET. */
export function secretsOf({ secretSealed, earlierSecretSealed, earlierSecretUntil }: Sealed, key: string, now: Date): string[] | null {
  const secret = unseal(key, PURPOSE, secretSealed)
  if (secret === null) return null
  const earlier = earlierSecretSealed !== null && earlierSecretUntil !== null && earlierSecretUntil > now ? unseal(key, PURPOSE, earlierSecretSealed) : null
  return earlier === null ? [secret] : [secret, earlier]
}

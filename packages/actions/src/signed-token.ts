import { createHmac, timingSafeEqual } from 'node:crypto'

/** Texts that we hand out and recognise when they come back: signed, not secret. Each purpose has a key of its own, so that no token opens what another was made for. */

const signatureOf = (secret: string, purpose: string, payload: string): Buffer =>
  createHmac('sha256', createHmac('sha256', secret).update(purpose).digest()).update(payload).digest()

/** A token that carries a text, in letters that an address may hold. */
export function signToken(secret: string, purpose: string, text: string): string {
  const payload = Buffer.from(text).toString('base64url')
  return `${payload}.${signatureOf(secret, purpose, payload).toString('base64url')}`
}

/** The text of a token; null when it was not made here for this purpose, or was altered. */
export function readToken(secret: string, purpose: string, token: string): string | null {
  const [payload = '', signature = '', ...more] = token.split('.')
  const [given, right] = [Buffer.from(signature, 'base64url'), signatureOf(secret, purpose, payload)]
  if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null
  return Buffer.from(payload, 'base64url').toString()
}

import type { Db } from '@recert/db/client'
import { clearSignInTries, countSignInTries, endSession, findSignIn, recordSignInTry } from '@recert/db/queries/sign-ins'
import { account, session, user, verification } from '@recert/db/schema/auth'
import { signInAddress } from '@recert/actions/people/sign-in'
import { DomainError } from '@recert/domain/errors'
import { textKey } from '@recert/domain/keys'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'

const TRIES = 5
const BLOCK_MINUTES = 15
/** How long a session lasts. */
export const SESSION_SECONDS = 7 * 24 * 3600

export type Auth = ReturnType<typeof createAuth>

/** Passwords and sessions. The sign-in library keeps them; who a person is, and by which name they sign in, is ours to say. */
export function createAuth(db: Db, options: { secret: string; url: string }) {
  const library = betterAuth({
    database: drizzleAdapter(db.orm, { provider: 'pg', schema: { user, session, account, verification } }),
    secret: options.secret,
    baseURL: options.url,
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: { additionalFields: { personId: { type: 'string', required: true, input: false } } },
    session: { expiresIn: SESSION_SECONDS },
    // Attempts are counted by account and address below, for every process alike.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })

  return {
    /**
     * Starts a session for a username or e-mail address and a password; returns its token.
     * Throws SIGN_IN_FAILED, the same for a wrong name as for a wrong password, and TOO_MANY_SIGN_IN_TRIES after five wrong ones in fifteen minutes.
     */
    async signIn(login: string, password: string, from: { address: string; userAgent: string | undefined }): Promise<string> {
      const key = textKey(login)
      const since = new Date(Date.now() - BLOCK_MINUTES * 60_000)
      if ((await countSignInTries(db, key, from.address, since)) >= TRIES) throw new DomainError('TOO_MANY_SIGN_IN_TRIES', { minutes: BLOCK_MINUTES })
      const personId = await findSignIn(db, key)
      const token = await tokenFor(personId, password, from)
      if (!token) {
        await recordSignInTry(db, key, from.address, new Date())
        throw new DomainError('SIGN_IN_FAILED')
      }
      await clearSignInTries(db, key, from.address)
      return token
    },

    signOut: (token: string): Promise<void> => endSession(db, token),
  }

  async function tokenFor(personId: string | null, password: string, from: { address: string; userAgent: string | undefined }): Promise<string | null> {
    try {
      // An unknown name goes the same way as a wrong password, so that neither answers sooner.
      const email = signInAddress(personId ?? 'nobody')
      const { token } = await library.api.signInEmail({
        body: { email, password },
        headers: new Headers({ 'x-forwarded-for': from.address, ...(from.userAgent ? { 'user-agent': from.userAgent } : {}) }),
      })
      return token
    } catch (error) {
      if (error instanceof Error && 'statusCode' in error && error.statusCode === 401) return null
      throw error
    }
  }
}

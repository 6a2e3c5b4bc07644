import { and, count, eq, gt, lt } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { session, signInTry } from '../schema/auth.ts'

/** The active person of a username, or of an e-mail address that only one of them has. */
export async function findSignIn({ sql }: Db, key: string): Promise<string | null> {
  const rows = await sql<{ id: string; by_name: boolean }[]>`
    select id, username_key = ${key} as by_name from person where (username_key = ${key} or email_key = ${key}) and active order by by_name desc limit 2`
  const [first, second] = rows
  return first && (first.by_name || !second) ? first.id : null
}

export async function countSignInTries({ orm }: Db, loginKey: string, address: string, since: Date): Promise<number> {
  const [row] = await orm.select({ tries: count() }).from(signInTry)
    .where(and(eq(signInTry.loginKey, loginKey), eq(signInTry.address, address), gt(signInTry.at, since)))
  return row?.tries ?? 0
}

/** Remembers a wrong sign-in, and forgets those of more than a day ago. */
export async function recordSignInTry({ orm }: Db, loginKey: string, address: string, at: Date): Promise<void> {
  await orm.insert(signInTry).values({ loginKey, address, at })
  await orm.delete(signInTry).where(lt(signInTry.at, new Date(at.getTime() - 86_400_000)))
}

export async function clearSignInTries({ orm }: Db, loginKey: string, address: string): Promise<void> {
  await orm.delete(signInTry).where(and(eq(signInTry.loginKey, loginKey), eq(signInTry.address, address)))
}

export async function endSession({ orm }: Db, token: string): Promise<void> {
  await orm.delete(session).where(eq(session.token, token))
}

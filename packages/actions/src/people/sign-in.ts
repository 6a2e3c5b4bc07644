import { randomUUID } from 'node:crypto'
import type { Tx } from '@recert/db/client'
import { account, user } from '@recert/db/schema/auth'
import { checkPassword } from '@recert/domain/people'
import { hashPassword } from 'better-auth/crypto'
import { eq } from 'drizzle-orm'

/** The address that the sign-in library knows a person by: it wants a unique one, people may share theirs or have none. Never mailed, never shown. */
export const signInAddress = (personId: string): string => `${personId}@people.recert.invalid`

/** Gives a person a password, or a new one. Throws PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG. */
export async function setPassword({ orm }: Tx, person: { id: string; firstName: string; lastName: string }, password: string): Promise<void> {
  checkPassword(password)
  const hash = await hashPassword(password)
  // Sign-ins live in real time, also where the demo clock has been moved.
  const now = new Date()
  const [known] = await orm.select({ id: user.id }).from(user).where(eq(user.personId, person.id))
  const userId = known?.id ?? randomUUID()
  if (known) {
    await orm.update(account).set({ password: hash, updatedAt: now }).where(eq(account.userId, userId))
    return
  }
  await orm.insert(user).values({
    id: userId, personId: person.id, email: signInAddress(person.id), name: `${person.firstName} ${person.lastName}`.trim(),
    emailVerified: true, createdAt: now, updatedAt: now,
  })
  await orm.insert(account).values({ id: randomUUID(), accountId: userId, providerId: 'credential', userId, password: hash, createdAt: now, updatedAt: now })
}

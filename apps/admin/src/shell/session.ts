import { postJson } from '@recert/ui/post-json'
import { useSuspenseQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../api.ts'

export type Session = Outputs['session']['me']

/** Who is signed in, which apps are active, what the clock says. */
export function useSession(): Session {
  return useSuspenseQuery(api.session.me.queryOptions()).data
}

/** The signed-in person. Only for pages inside the shell, which lets nobody else in. */
export function useMe(): NonNullable<Session['person']> {
  const { person } = useSession()
  if (!person) throw new Error('useMe is for pages that need a sign-in')
  return person
}

export async function signOut(language: string): Promise<void> {
  await postJson('/api/auth/sign-out', {}, language)
  // A fresh page forgets everything that the last person saw.
  window.location.assign('/admin/sign-in')
}

import { useSuspenseQuery } from '@tanstack/react-query'
import { postJson } from '@recert/ui/post-json'
import { api } from '../api.ts'

/** Who is signed in, which apps are active, what the clock says. */
export function useSession() {
  return useSuspenseQuery(api.session.me.queryOptions()).data
}

/** The signed-in person. Only for pages inside the shell, which lets nobody else in. */
export function useMe() {
  const { person } = useSession()
  if (!person) throw new Error('useMe is for pages that need a sign-in')
  return person
}

/** `then`: the page of this app to go on to after the next sign-in. */
export async function signOut(language: string, then?: string): Promise<void> {
  await postJson('/api/auth/sign-out', {}, language)
  // A fresh page forgets everything that the last person saw.
  window.location.assign(then ? `/sign-in?redirect=${encodeURIComponent(then)}` : '/sign-in')
}

import { may, type Permission } from '@recert/domain/access'
import { postJson } from '@recert/ui/post-json'
import { useSuspenseQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../api.ts'
import { mayEnter } from './page-access.ts'

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

/** Whether the signed-in person has a permission. */
export function useMay(permission: Permission): boolean {
  return may(useMe(), permission)
}

/** Whether the signed-in person may open a page, by its path: what menus and buttons lead to. */
export function useMayEnter(): (path: string) => boolean {
  const me = useMe()
  return (path) => mayEnter(me, path)
}

export async function signOut(language: string): Promise<void> {
  await postJson('/api/auth/sign-out', {}, language)
  // A fresh page forgets everything that the last person saw.
  window.location.assign('/admin/sign-in')
}

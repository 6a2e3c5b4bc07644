import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { api, queryClient } from '../api.ts'
import { signInSearch } from '../search.ts'
import { startPage } from '../shell/page-access.ts'
import { NothingFound } from '../shell/page-states.tsx'
import { Shell } from '../shell/shell.tsx'

export const rootRoute = createRootRoute({ notFoundComponent: NothingFound })

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('../features/session/sign-in-page.tsx'), 'SignInPage'),
})

/** Everything that needs a sign-in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(api.session.me.queryOptions())
    if (!session.person) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { redirect: location.href } })
  },
  component: Shell,
})

export const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ to: startPage(await queryClient.ensureQueryData(api.session.me.queryOptions())) })
  },
})

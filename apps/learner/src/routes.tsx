import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { api, queryClient } from './api.ts'
import { activitiesSearch, signInSearch } from './search.ts'
import { Shell } from './shell/shell.tsx'

const rootRoute = createRootRoute()

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./features/session/sign-in-page.tsx'), 'SignInPage'),
})

/** Everything that needs a sign-in. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(api.session.me.queryOptions())
    if (!session.person) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { redirect: location.href } })
  },
  component: Shell,
})

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => { throw redirect({ to: '/my-activities/certification' }) },
})

const certificationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/my-activities/certification',
  validateSearch: activitiesSearch,
  component: lazyRouteComponent(() => import('./features/awards/my-certifications-page.tsx'), 'MyCertificationsPage'),
})

const profileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/profile',
  component: lazyRouteComponent(() => import('./features/profile/profile-page.tsx'), 'ProfilePage'),
})

export const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([homeRoute, certificationRoute, profileRoute]),
])

import { createRouter } from '@tanstack/react-router'
import { PageError, PageNotFound, PageSkeleton } from './shell/page-states.tsx'
import { routeTree } from './routes.ts'

export const router = createRouter({
  routeTree,
  basepath: '/admin',
  defaultPreload: 'intent',
  // React Query decides what is fresh.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 200,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: PageNotFound,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { api, queryClient } from '../api.ts'
import { branchesSearch, groupSearch, groupsSearch, peopleSearch, personSearch } from '../search.ts'
import { shellRoute } from './shell.ts'

const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
})

const newPersonRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/new',
  component: lazyRouteComponent(() => import('../features/people/new-person-page.tsx'), 'NewPersonPage'),
})

const personRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/$person',
  validateSearch: personSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.people.get.queryOptions({ person: params.person })),
  component: lazyRouteComponent(() => import('../features/people/person-page.tsx'), 'PersonPage'),
})

const branchesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/branches',
  validateSearch: branchesSearch,
  component: lazyRouteComponent(() => import('../features/branches/branches-page.tsx'), 'BranchesPage'),
})

const groupsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/groups',
  validateSearch: groupsSearch,
  component: lazyRouteComponent(() => import('../features/groups/groups-page.tsx'), 'GroupsPage'),
})

const groupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/groups/$group',
  validateSearch: groupSearch,
  component: lazyRouteComponent(() => import('../features/groups/group-page.tsx'), 'GroupPage'),
})

export const peopleRoutes = [peopleRoute, newPersonRoute, personRoute, branchesRoute, groupsRoute, groupRoute] as const

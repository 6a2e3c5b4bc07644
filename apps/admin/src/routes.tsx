import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { api, queryClient } from './api.ts'
import { awardsSearch, certificationSearch, certificationsSearch, importSearch, mailsSearch, peopleSearch, personSearch, signInSearch } from './search.ts'
import { FeatureGate } from './shell/feature-gate.tsx'
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
  beforeLoad: async () => {
    const { features } = await queryClient.ensureQueryData(api.session.me.queryOptions())
    throw redirect({ to: features.certifications ? '/certifications' : '/apps' })
  },
})

const appsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/apps',
  component: lazyRouteComponent(() => import('./features/apps/apps-page.tsx'), 'AppsPage'),
})

/** The pages of Certifications & Retraining; without the app they say how to switch it on. */
const retrainingRoute = createRoute({
  getParentRoute: () => shellRoute,
  id: 'retraining',
  component: FeatureGate,
})

const certificationsRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/certifications',
  validateSearch: certificationsSearch,
  component: lazyRouteComponent(() => import('./features/certifications/certifications-page.tsx'), 'CertificationsPage'),
})

const newCertificationRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/certifications/new',
  component: lazyRouteComponent(() => import('./features/certifications/new-certification-page.tsx'), 'NewCertificationPage'),
})

const certificationRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/certifications/$certification',
  validateSearch: certificationSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.certifications.get.queryOptions({ certification: params.certification })),
  component: lazyRouteComponent(() => import('./features/certifications/certification-page.tsx'), 'CertificationPage'),
})

const awardsRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/awarded-users',
  validateSearch: awardsSearch,
  component: lazyRouteComponent(() => import('./features/awards/awarded-users-page.tsx'), 'AwardedUsersPage'),
})

const importsRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/imports',
  component: lazyRouteComponent(() => import('./features/imports/imports-page.tsx'), 'ImportsPage'),
})

const newImportRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/imports/new',
  component: lazyRouteComponent(() => import('./features/imports/upload-page.tsx'), 'UploadPage'),
})

const importRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/imports/$import',
  validateSearch: importSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.imports.get.queryOptions({ import: params.import })),
  component: lazyRouteComponent(() => import('./features/imports/import-page.tsx'), 'ImportPage'),
})

const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./features/people/people-page.tsx'), 'PeoplePage'),
})

const newPersonRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/new',
  component: lazyRouteComponent(() => import('./features/people/new-person-page.tsx'), 'NewPersonPage'),
})

const personRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/$person',
  validateSearch: personSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.people.get.queryOptions({ person: params.person })),
  component: lazyRouteComponent(() => import('./features/people/person-page.tsx'), 'PersonPage'),
})

const jobsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/jobs',
  component: lazyRouteComponent(() => import('./features/jobs/jobs-page.tsx'), 'JobsPage'),
})

const outboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/outbox',
  validateSearch: mailsSearch,
  component: lazyRouteComponent(() => import('./features/mails/outbox-page.tsx'), 'OutboxPage'),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('./features/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
})

export const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    homeRoute, appsRoute, peopleRoute, newPersonRoute, personRoute, jobsRoute, outboxRoute, apiKeysRoute,
    retrainingRoute.addChildren([certificationsRoute, newCertificationRoute, certificationRoute, awardsRoute, importsRoute, newImportRoute, importRoute]),
  ]),
])

import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { api, queryClient } from './api.ts'
import { activitiesSearch, coursesSearch, externalTrainingSearch, inboxSearch, recordSearch, signInSearch } from './search.ts'
import { NothingFound } from './shell/page-states.tsx'
import { Shell } from './shell/shell.tsx'

const rootRoute = createRootRoute({ notFoundComponent: NothingFound })

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./features/session/sign-in-page.tsx'), 'SignInPage'),
})

/** What the link of a mail opens, for whoever holds the mail: no sign-in. */
const unsubscribeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unsubscribe/$token',
  component: lazyRouteComponent(() => import('./features/mail-opt-outs/unsubscribe-page.tsx'), 'UnsubscribePage'),
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
  beforeLoad: async () => { throw redirect({ to: await firstTab() }) },
})

/** Where there is something to do: a course, else what is held and may expire. */
async function firstTab(): Promise<'/my-activities/courses' | '/my-activities/certification'> {
  const [{ features }, toDo] = await Promise.all([
    queryClient.ensureQueryData(api.session.me.queryOptions()),
    queryClient.fetchQuery(api.learning.courses.queryOptions({ done: false, limit: 1 })),
  ])
  return toDo.items.length > 0 || !features.certifications ? '/my-activities/courses' : '/my-activities/certification'
}

const activitiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/my-activities',
  component: lazyRouteComponent(() => import('./features/activities/my-activities-page.tsx'), 'MyActivitiesPage'),
})

const activitiesIndexRoute = createRoute({
  getParentRoute: () => activitiesRoute,
  path: '/',
  beforeLoad: async () => { throw redirect({ to: await firstTab() }) },
})

const coursesRoute = createRoute({
  getParentRoute: () => activitiesRoute,
  path: '/courses',
  validateSearch: coursesSearch,
  component: lazyRouteComponent(() => import('./features/learning/courses-page.tsx'), 'CoursesPage'),
})

const plansRoute = createRoute({
  getParentRoute: () => activitiesRoute,
  path: '/learning-plans',
  component: lazyRouteComponent(() => import('./features/learning/plans-page.tsx'), 'PlansPage'),
})

const courseRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/courses/$course',
  loader: ({ params: { course } }) => queryClient.ensureQueryData(api.learning.course.queryOptions({ course })),
  component: lazyRouteComponent(() => import('./features/learning/course-page.tsx'), 'CoursePage'),
  errorComponent: lazyRouteComponent(() => import('./features/learning/course-error.tsx'), 'CourseError'),
})

const courseIndexRoute = createRoute({
  getParentRoute: () => courseRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./features/learning/course-overview.tsx'), 'CourseOverview'),
})

const materialRoute = createRoute({
  getParentRoute: () => courseRoute,
  path: '/$material',
  component: lazyRouteComponent(() => import('./features/learning/material-page.tsx'), 'MaterialPage'),
})

const certificationRoute = createRoute({
  getParentRoute: () => activitiesRoute,
  path: '/certification',
  validateSearch: activitiesSearch,
  component: lazyRouteComponent(() => import('./features/awards/my-certifications-page.tsx'), 'MyCertificationsPage'),
})

const externalTrainingRoute = createRoute({
  getParentRoute: () => activitiesRoute,
  path: '/external-training',
  validateSearch: externalTrainingSearch,
  component: lazyRouteComponent(() => import('./features/external-activities/my-external-training-page.tsx'), 'MyExternalTrainingPage'),
})

const recordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/record',
  validateSearch: recordSearch,
  component: lazyRouteComponent(() => import('./features/awards/my-record-page.tsx'), 'MyRecordPage'),
})

const renewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/renew/$token',
  component: lazyRouteComponent(() => import('./features/renewals/renew-page.tsx'), 'RenewPage'),
})

const inboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/inbox',
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import('./features/inbox/inbox-page.tsx'), 'InboxPage'),
})

const profileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/profile',
  component: lazyRouteComponent(() => import('./features/profile/profile-page.tsx'), 'ProfilePage'),
})

export const routeTree = rootRoute.addChildren([
  signInRoute,
  unsubscribeRoute,
  shellRoute.addChildren([
    homeRoute,
    activitiesRoute.addChildren([activitiesIndexRoute, coursesRoute, plansRoute, certificationRoute, externalTrainingRoute]),
    courseRoute.addChildren([courseIndexRoute, materialRoute]),
    recordRoute,
    renewRoute,
    inboxRoute,
    profileRoute,
  ]),
])

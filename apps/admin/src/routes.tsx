import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { api, queryClient } from './api.ts'
import { askForAwards } from './features/awards/award-pages.ts'
import { awardsSearch, branchesSearch, certificationSearch, certificationsSearch, completionsSearch, courseSearch, externalActivitiesSearch, groupSearch, groupsSearch, importSearch, itemsSearch, jobsSearch, mailsSearch, materialsSearch, newImportSearch, newAwardSearch, newMaterialSearch, peopleSearch, personSearch, planSearch, signInSearch } from './search.ts'
import { ExternalTrainingGate, FeatureGate } from './shell/feature-gate.tsx'
import { startPage } from './shell/page-access.ts'
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
    throw redirect({ to: startPage(await queryClient.ensureQueryData(api.session.me.queryOptions())) })
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
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => askForAwards(deps),
  component: lazyRouteComponent(() => import('./features/awards/awarded-users-page.tsx'), 'AwardedUsersPage'),
})

const newAwardRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/awarded-users/new',
  validateSearch: newAwardSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ deps: { certification, person } }) => {
    const [found, holder] = await Promise.all([
      certification === undefined ? null : queryClient.ensureQueryData(api.certifications.get.queryOptions({ certification })),
      person === undefined ? null : queryClient.ensureQueryData(api.people.get.queryOptions({ person })),
    ])
    return { certification: found, person: holder && { id: holder.id, label: [`${holder.firstName} ${holder.lastName}`.trim(), holder.username].filter(Boolean).join(' · ') } }
  },
  component: lazyRouteComponent(() => import('./features/awards/new-award-page.tsx'), 'NewAwardPage'),
})

const awardRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/awarded-users/$award',
  loader: ({ params }) => queryClient.ensureQueryData(api.awards.get.queryOptions({ award: params.award })),
  component: lazyRouteComponent(() => import('./features/awards/award-page.tsx'), 'AwardPage'),
})

const awardChangesRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/awarded-users/changes',
  component: lazyRouteComponent(() => import('./features/awards/award-changes-page.tsx'), 'AwardChangesPage'),
})

const deletedItemsRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/deleted-items',
  component: lazyRouteComponent(() => import('./features/certifications/deleted-items-page.tsx'), 'DeletedItemsPage'),
})

const importsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports',
  component: lazyRouteComponent(() => import('./features/imports/imports-page.tsx'), 'ImportsPage'),
})

const newImportRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports/new',
  validateSearch: newImportSearch,
  component: lazyRouteComponent(() => import('./features/imports/upload-page.tsx'), 'UploadPage'),
})

const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports/$import',
  validateSearch: importSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.imports.get.queryOptions({ import: params.import })),
  component: lazyRouteComponent(() => import('./features/imports/import-page.tsx'), 'ImportPage'),
})

/** The pages of External Training. */
const externalTrainingRoute = createRoute({
  getParentRoute: () => shellRoute,
  id: 'external-training',
  component: ExternalTrainingGate,
})

const externalActivitiesRoute = createRoute({
  getParentRoute: () => externalTrainingRoute,
  path: '/external-training',
  validateSearch: externalActivitiesSearch,
  component: lazyRouteComponent(() => import('./features/external-activities/external-activities-page.tsx'), 'ExternalActivitiesPage'),
})

const newExternalActivityRoute = createRoute({
  getParentRoute: () => externalTrainingRoute,
  path: '/external-training/new',
  component: lazyRouteComponent(() => import('./features/external-activities/report-page.tsx'), 'ReportPage'),
})

const externalActivityRoute = createRoute({
  getParentRoute: () => externalTrainingRoute,
  path: '/external-training/$activity',
  loader: ({ params }) => queryClient.ensureQueryData(api.externalActivities.get.queryOptions({ activity: params.activity })),
  component: lazyRouteComponent(() => import('./features/external-activities/activity-page.tsx'), 'ActivityPage'),
})

const completionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/completions',
  validateSearch: completionsSearch,
  component: lazyRouteComponent(() => import('./features/completions/completions-page.tsx'), 'CompletionsPage'),
})

const coursesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/courses',
  validateSearch: itemsSearch,
  component: lazyRouteComponent(() => import('./features/courses/courses-page.tsx'), 'CoursesPage'),
})

const newCourseRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/courses/new',
  component: lazyRouteComponent(() => import('./features/courses/new-course-page.tsx'), 'NewCoursePage'),
})

const courseRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/courses/$course',
  validateSearch: courseSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.courses.get.queryOptions({ course: params.course })),
  component: lazyRouteComponent(() => import('./features/courses/course-page.tsx'), 'CoursePage'),
})

const learningPlansRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/learning-plans',
  validateSearch: itemsSearch,
  component: lazyRouteComponent(() => import('./features/learning-plans/learning-plans-page.tsx'), 'LearningPlansPage'),
})

const newLearningPlanRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/learning-plans/new',
  component: lazyRouteComponent(() => import('./features/learning-plans/new-learning-plan-page.tsx'), 'NewLearningPlanPage'),
})

const learningPlanRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/learning-plans/$plan',
  validateSearch: planSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.learningPlans.get.queryOptions({ plan: params.plan })),
  component: lazyRouteComponent(() => import('./features/learning-plans/learning-plan-page.tsx'), 'LearningPlanPage'),
})

const materialsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/materials',
  validateSearch: materialsSearch,
  component: lazyRouteComponent(() => import('./features/materials/repository-page.tsx'), 'RepositoryPage'),
})

const newMaterialRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/materials/new',
  validateSearch: newMaterialSearch,
  component: lazyRouteComponent(() => import('./features/materials/new-material-page.tsx'), 'NewMaterialPage'),
})

const materialRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/materials/$material',
  loader: ({ params }) => queryClient.ensureQueryData(api.materials.get.queryOptions({ material: params.material })),
  component: lazyRouteComponent(() => import('./features/materials/material-page.tsx'), 'MaterialPage'),
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

const branchesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/branches',
  validateSearch: branchesSearch,
  component: lazyRouteComponent(() => import('./features/branches/branches-page.tsx'), 'BranchesPage'),
})

const groupsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/groups',
  validateSearch: groupsSearch,
  component: lazyRouteComponent(() => import('./features/groups/groups-page.tsx'), 'GroupsPage'),
})

const groupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/groups/$group',
  validateSearch: groupSearch,
  component: lazyRouteComponent(() => import('./features/groups/group-page.tsx'), 'GroupPage'),
})

const jobsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/jobs',
  validateSearch: jobsSearch,
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
    homeRoute, appsRoute, completionsRoute, peopleRoute, newPersonRoute, personRoute, branchesRoute, groupsRoute, groupRoute, importsRoute, newImportRoute, importRoute, jobsRoute, outboxRoute, apiKeysRoute,
    coursesRoute, newCourseRoute, courseRoute, learningPlansRoute, newLearningPlanRoute, learningPlanRoute, materialsRoute, newMaterialRoute, materialRoute,
    externalTrainingRoute.addChildren([externalActivitiesRoute, newExternalActivityRoute, externalActivityRoute]),
    retrainingRoute.addChildren([certificationsRoute, newCertificationRoute, certificationRoute, awardsRoute, newAwardRoute, awardChangesRoute, awardRoute, deletedItemsRoute]),
  ]),
])

import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { api, queryClient } from '../api.ts'
import { completionsSearch, courseSearch, externalActivitiesSearch, itemsSearch, materialsSearch, newMaterialSearch, planSearch } from '../search.ts'
import { ExternalTrainingGate } from '../shell/feature-gate.tsx'
import { shellRoute } from './shell.ts'

const completionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/completions',
  validateSearch: completionsSearch,
  component: lazyRouteComponent(() => import('../features/completions/completions-page.tsx'), 'CompletionsPage'),
})

const coursesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/courses',
  validateSearch: itemsSearch,
  component: lazyRouteComponent(() => import('../features/courses/courses-page.tsx'), 'CoursesPage'),
})

const newCourseRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/courses/new',
  component: lazyRouteComponent(() => import('../features/courses/new-course-page.tsx'), 'NewCoursePage'),
})

const courseRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/courses/$course',
  validateSearch: courseSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.courses.get.queryOptions({ course: params.course })),
  component: lazyRouteComponent(() => import('../features/courses/course-page.tsx'), 'CoursePage'),
})

const learningPlansRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/learning-plans',
  validateSearch: itemsSearch,
  component: lazyRouteComponent(() => import('../features/learning-plans/learning-plans-page.tsx'), 'LearningPlansPage'),
})

const newLearningPlanRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/learning-plans/new',
  component: lazyRouteComponent(() => import('../features/learning-plans/new-learning-plan-page.tsx'), 'NewLearningPlanPage'),
})

const learningPlanRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/learning-plans/$plan',
  validateSearch: planSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.learningPlans.get.queryOptions({ plan: params.plan })),
  component: lazyRouteComponent(() => import('../features/learning-plans/learning-plan-page.tsx'), 'LearningPlanPage'),
})

const materialsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/materials',
  validateSearch: materialsSearch,
  component: lazyRouteComponent(() => import('../features/materials/repository-page.tsx'), 'RepositoryPage'),
})

const newMaterialRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/materials/new',
  validateSearch: newMaterialSearch,
  component: lazyRouteComponent(() => import('../features/materials/new-material-page.tsx'), 'NewMaterialPage'),
})

const materialRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/materials/$material',
  loader: ({ params }) => queryClient.ensureQueryData(api.materials.get.queryOptions({ material: params.material })),
  component: lazyRouteComponent(() => import('../features/materials/material-page.tsx'), 'MaterialPage'),
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
  component: lazyRouteComponent(() => import('../features/external-activities/external-activities-page.tsx'), 'ExternalActivitiesPage'),
})

const newExternalActivityRoute = createRoute({
  getParentRoute: () => externalTrainingRoute,
  path: '/external-training/new',
  component: lazyRouteComponent(() => import('../features/external-activities/report-page.tsx'), 'ReportPage'),
})

const externalActivityRoute = createRoute({
  getParentRoute: () => externalTrainingRoute,
  path: '/external-training/$activity',
  loader: ({ params }) => queryClient.ensureQueryData(api.externalActivities.get.queryOptions({ activity: params.activity })),
  component: lazyRouteComponent(() => import('../features/external-activities/activity-page.tsx'), 'ActivityPage'),
})

export const trainingRoutes = [
  coursesRoute, newCourseRoute, courseRoute, learningPlansRoute, newLearningPlanRoute, learningPlanRoute, materialsRoute, newMaterialRoute, materialRoute, completionsRoute,
  externalTrainingRoute.addChildren([externalActivitiesRoute, newExternalActivityRoute, externalActivityRoute]),
] as const

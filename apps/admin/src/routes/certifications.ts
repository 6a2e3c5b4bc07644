import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { api, queryClient } from '../api.ts'
import { askForAwards } from '../features/awards/award-pages.ts'
import { askForOverview } from '../features/overview/overview-queries.ts'
import { auditSearch, awardsSearch, certificationSearch, certificationsSearch, exportsSearch, importSearch, newAwardSearch, newImportSearch, newReportSearch, overviewSearch, recordSearch, reportSearch, reportsSearch } from '../search.ts'
import { FeatureGate } from '../shell/feature-gate.tsx'
import { shellRoute } from './shell.ts'

/** The pages of Certifications & Retraining; without the app they say how to switch it on. */
const retrainingRoute = createRoute({
  getParentRoute: () => shellRoute,
  id: 'retraining',
  component: FeatureGate,
})

const overviewRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/overview',
  validateSearch: overviewSearch,
  // How the numbers are shown asks for no others.
  loaderDeps: ({ search: { certification, branch, weeks, by } }) => ({ certification, branch, weeks, by }),
  loader: ({ deps }) => askForOverview(deps),
  component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
})

const certificationsRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/certifications',
  validateSearch: certificationsSearch,
  component: lazyRouteComponent(() => import('../features/certifications/certifications-page.tsx'), 'CertificationsPage'),
})

const newCertificationRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/certifications/new',
  component: lazyRouteComponent(() => import('../features/certifications/new-certification-page.tsx'), 'NewCertificationPage'),
})

const certificationRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/certifications/$certification',
  validateSearch: certificationSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.certifications.get.queryOptions({ certification: params.certification })),
  component: lazyRouteComponent(() => import('../features/certifications/certification-page.tsx'), 'CertificationPage'),
})

const awardsRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/awarded-users',
  validateSearch: awardsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => askForAwards(deps),
  component: lazyRouteComponent(() => import('../features/awards/awarded-users-page.tsx'), 'AwardedUsersPage'),
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
  component: lazyRouteComponent(() => import('../features/awards/new-award-page.tsx'), 'NewAwardPage'),
})

const awardRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/awarded-users/$award',
  loader: ({ params }) => queryClient.ensureQueryData(api.awards.get.queryOptions({ award: params.award })),
  component: lazyRouteComponent(() => import('../features/awards/award-page.tsx'), 'AwardPage'),
})

const awardChangesRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/awarded-users/changes',
  component: lazyRouteComponent(() => import('../features/awards/award-changes-page.tsx'), 'AwardChangesPage'),
})

const recordRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/people/$person/record',
  validateSearch: recordSearch,
  loader: ({ params: { person } }) => queryClient.ensureQueryData(api.people.get.queryOptions({ person })),
  component: lazyRouteComponent(() => import('../features/awards/record-page.tsx'), 'RecordPage'),
})

const calendarRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/calendar',
  component: lazyRouteComponent(() => import('../features/calendar/calendar-page.tsx'), 'CalendarPage'),
})

const auditLogRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/audit-log',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('../features/audit/audit-log-page.tsx'), 'AuditLogPage'),
})

const reportsRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/reports',
  validateSearch: reportsSearch,
  component: lazyRouteComponent(() => import('../features/reports/reports-page.tsx'), 'ReportsPage'),
})

const newReportRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/reports/new',
  validateSearch: newReportSearch,
  component: lazyRouteComponent(() => import('../features/reports/new-report-page.tsx'), 'NewReportPage'),
})

const reportRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/reports/$report',
  validateSearch: reportSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.reports.get.queryOptions({ report: params.report })),
  component: lazyRouteComponent(() => import('../features/reports/report-page.tsx'), 'ReportPage'),
})

const exportsRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/exports',
  validateSearch: exportsSearch,
  component: lazyRouteComponent(() => import('../features/exports/exports-page.tsx'), 'ExportsPage'),
})

const deletedItemsRoute = createRoute({
  getParentRoute: () => retrainingRoute,
  path: '/deleted-items',
  component: lazyRouteComponent(() => import('../features/certifications/deleted-items-page.tsx'), 'DeletedItemsPage'),
})

const importsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/imports/imports-page.tsx'), 'ImportsPage'),
})

const newImportRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports/new',
  validateSearch: newImportSearch,
  component: lazyRouteComponent(() => import('../features/imports/upload-page.tsx'), 'UploadPage'),
})

const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports/$import',
  validateSearch: importSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.imports.get.queryOptions({ import: params.import })),
  component: lazyRouteComponent(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
})

export const certificationRoutes = [
  retrainingRoute.addChildren([overviewRoute, certificationsRoute, newCertificationRoute, certificationRoute, awardsRoute, newAwardRoute, awardChangesRoute, awardRoute, recordRoute, calendarRoute, auditLogRoute, reportsRoute, newReportRoute, reportRoute, exportsRoute, deletedItemsRoute]),
  importsRoute, newImportRoute, importRoute,
] as const

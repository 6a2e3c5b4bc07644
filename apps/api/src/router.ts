import { apiKeysRouter } from './routers/api-keys.ts'
import { auditEventsRouter } from './routers/audit-events.ts'
import { awardsRouter } from './routers/awards.ts'
import { branchesRouter } from './routers/branches.ts'
import { changesRouter } from './routers/changes.ts'
import { calendarRouter } from './routers/calendar.ts'
import { certificationsRouter } from './routers/certifications.ts'
import { coursesRouter } from './routers/courses.ts'
import { externalActivitiesRouter } from './routers/external-activities.ts'
import { exportsRouter } from './routers/exports.ts'
import { featuresRouter } from './routers/features.ts'
import { groupsRouter } from './routers/groups.ts'
import { importsRouter } from './routers/imports.ts'
import { itemsRouter } from './routers/items.ts'
import { jobsRouter, schedulesRouter, throughputRouter, workersRouter } from './routers/jobs.ts'
import { learningRouter } from './routers/learning.ts'
import { learningPlansRouter } from './routers/learning-plans.ts'
import { mailSettingsRouter } from './routers/mail-settings.ts'
import { mailOptOutsRouter } from './routers/mail-opt-outs.ts'
import { mailsRouter } from './routers/mails.ts'
import { completionsRouter } from './routers/completions.ts'
import { enrolmentsRouter } from './routers/enrolments.ts'
import { materialsRouter } from './routers/materials.ts'
import { demoClockRouter, organisationRouter, searchRouter } from './routers/organisation.ts'
import { notificationRulesRouter } from './routers/notification-rules.ts'
import { notificationsRouter } from './routers/notifications.ts'
import { overviewRouter } from './routers/overview.ts'
import { peopleRouter } from './routers/people.ts'
import { renewalsRouter } from './routers/renewals.ts'
import { reportSchedulesRouter } from './routers/report-schedules.ts'
import { reportsRouter } from './routers/reports.ts'
import { sessionRouter } from './routers/session.ts'
import { webhooksRouter } from './routers/webhooks.ts'
import { createCallerFactory, router } from './trpc.ts'

/** Every procedure there is. What each needs of its caller stands in access.ts. */
export const appRouter = router({
  session: sessionRouter,
  features: featuresRouter,
  people: peopleRouter,
  branches: branchesRouter,
  groups: groupsRouter,
  courses: coursesRouter,
  learningPlans: learningPlansRouter,
  materials: materialsRouter,
  learning: learningRouter,
  certifications: certificationsRouter,
  items: itemsRouter,
  awards: awardsRouter,
  auditEvents: auditEventsRouter,
  completions: completionsRouter,
  enrolments: enrolmentsRouter,
  renewals: renewalsRouter,
  changes: changesRouter,
  reports: reportsRouter,
  overview: overviewRouter,
  exports: exportsRouter,
  reportSchedules: reportSchedulesRouter,
  externalActivities: externalActivitiesRouter,
  notificationRules: notificationRulesRouter,
  notifications: notificationsRouter,
  calendar: calendarRouter,
  imports: importsRouter,
  jobs: jobsRouter,
  workers: workersRouter,
  schedules: schedulesRouter,
  throughput: throughputRouter,
  mails: mailsRouter,
  mailSettings: mailSettingsRouter,
  mailOptOuts: mailOptOutsRouter,
  webhooks: webhooksRouter,
  apiKeys: apiKeysRouter,
  organisation: organisationRouter,
  demoClock: demoClockRouter,
  search: searchRouter,
})

export type AppRouter = typeof appRouter
export const createCaller = createCallerFactory(appRouter)

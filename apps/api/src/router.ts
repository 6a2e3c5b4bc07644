import { apiKeysRouter } from './routers/api-keys.ts'
import { awardsRouter } from './routers/awards.ts'
import { branchesRouter, groupsRouter } from './routers/branches.ts'
import { certificationsRouter } from './routers/certifications.ts'
import { featuresRouter } from './routers/features.ts'
import { importsRouter } from './routers/imports.ts'
import { itemsRouter } from './routers/items.ts'
import { jobsRouter } from './routers/jobs.ts'
import { mailsRouter } from './routers/mails.ts'
import { demoClockRouter, searchRouter } from './routers/organisation.ts'
import { peopleRouter } from './routers/people.ts'
import { sessionRouter } from './routers/session.ts'
import { coursesRouter, learningPlansRouter } from './routers/training.ts'
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
  certifications: certificationsRouter,
  items: itemsRouter,
  awards: awardsRouter,
  imports: importsRouter,
  jobs: jobsRouter,
  mails: mailsRouter,
  apiKeys: apiKeysRouter,
  demoClock: demoClockRouter,
  search: searchRouter,
})

export type AppRouter = typeof appRouter
export const createCaller = createCallerFactory(appRouter)

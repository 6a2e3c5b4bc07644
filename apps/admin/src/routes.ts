import { certificationRoutes } from './routes/certifications.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { peopleRoutes } from './routes/people.ts'
import { homeRoute, rootRoute, shellRoute, signInRoute } from './routes/shell.ts'
import { systemRoutes } from './routes/system.ts'
import { trainingRoutes } from './routes/training.ts'

export const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([homeRoute, ...certificationRoutes, ...trainingRoutes, ...notificationRoutes, ...peopleRoutes, ...systemRoutes]),
])

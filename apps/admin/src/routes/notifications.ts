import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { api, queryClient } from '../api.ts'
import { inboxSearch, newRuleSearch, notificationsSearch } from '../search.ts'
import { NotificationsGate } from '../shell/feature-gate.tsx'
import { shellRoute } from './shell.ts'

/** The pages of Notifications. */
const notificationsAppRoute = createRoute({
  getParentRoute: () => shellRoute,
  id: 'notifications-app',
  component: NotificationsGate,
})

const notificationRulesRoute = createRoute({
  getParentRoute: () => notificationsAppRoute,
  path: '/notification-rules',
  component: lazyRouteComponent(() => import('../features/notification-rules/rules-page.tsx'), 'RulesPage'),
})

const newNotificationRuleRoute = createRoute({
  getParentRoute: () => notificationsAppRoute,
  path: '/notification-rules/new',
  validateSearch: newRuleSearch,
  component: lazyRouteComponent(() => import('../features/notification-rules/new-rule-page.tsx'), 'NewRulePage'),
})

const notificationRuleRoute = createRoute({
  getParentRoute: () => notificationsAppRoute,
  path: '/notification-rules/$rule',
  loader: ({ params }) => queryClient.ensureQueryData(api.notificationRules.get.queryOptions({ rule: params.rule })),
  component: lazyRouteComponent(() => import('../features/notification-rules/rule-page.tsx'), 'RulePage'),
})

const notificationsRoute = createRoute({
  getParentRoute: () => notificationsAppRoute,
  path: '/notifications',
  validateSearch: notificationsSearch,
  component: lazyRouteComponent(() => import('../features/notifications/notifications-page.tsx'), 'NotificationsPage'),
})

const inboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/inbox',
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import('../features/inbox/inbox-page.tsx'), 'InboxPage'),
})

export const notificationRoutes = [notificationsAppRoute.addChildren([notificationRulesRoute, newNotificationRuleRoute, notificationRuleRoute, notificationsRoute]), inboxRoute] as const

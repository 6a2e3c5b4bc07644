import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { api, queryClient } from '../api.ts'
import { jobsSearch, mailsSearch, webhookSearch } from '../search.ts'
import { shellRoute } from './shell.ts'

const appsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/apps',
  component: lazyRouteComponent(() => import('../features/apps/apps-page.tsx'), 'AppsPage'),
})

const jobsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/jobs',
  validateSearch: jobsSearch,
  component: lazyRouteComponent(() => import('../features/jobs/jobs-page.tsx'), 'JobsPage'),
})

const outboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/outbox',
  validateSearch: mailsSearch,
  component: lazyRouteComponent(() => import('../features/mails/outbox-page.tsx'), 'OutboxPage'),
})

const mailSettingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/mail-settings',
  component: lazyRouteComponent(() => import('../features/mail-settings/mail-settings-page.tsx'), 'MailSettingsPage'),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('../features/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
})

const webhooksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})

const webhookRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks/$webhook',
  validateSearch: webhookSearch,
  loader: ({ params }) => queryClient.ensureQueryData(api.webhooks.get.queryOptions({ webhook: params.webhook })),
  component: lazyRouteComponent(() => import('../features/webhooks/webhook-page.tsx'), 'WebhookPage'),
})

export const systemRoutes = [appsRoute, jobsRoute, outboxRoute, mailSettingsRoute, webhooksRoute, webhookRoute, apiKeysRoute] as const

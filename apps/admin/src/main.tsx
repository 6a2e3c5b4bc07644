import './styles.css'
import { i18n } from '@lingui/core'
import { useNotifications } from '@mantine/notifications'
import { AppProviders } from '@recert/ui/app-providers'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, StrictMode, Suspense, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { api, queryClient } from './api.ts'
import { loadLanguage, showLanguage } from './i18n.ts'
import { router } from './router.tsx'

const BROWSERS_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone

function App() {
  const { data } = useQuery(api.session.me.queryOptions())
  return (
    <AppProviders i18n={i18n} viewer={{ timeZone: data?.person?.timeZone ?? BROWSERS_ZONE, language: i18n.locale }}>
      <ToastsOnDemand />
      <RouterProvider router={router} />
    </AppProviders>
  )
}

/** Most visits end without a word. */
const Toasts = lazy(() => import('./shell/toasts.tsx').then(({ Toasts }) => ({ default: Toasts })))

function ToastsOnDemand() {
  const { notifications } = useNotifications()
  const [wanted, setWanted] = useState(false)
  if (notifications.length > 0 && !wanted) setWanted(true)
  return wanted && <Suspense><Toasts /></Suspense>
}

/** Without its catalogue a page would show the ids of its texts, so nothing is drawn before. */
async function start(): Promise<void> {
  // Begun at once, all three: who it is, the browser's language, which is mostly theirs, and the page.
  const asked = queryClient.fetchQuery(api.session.me.queryOptions())
  void loadLanguage(null)
  void router.preloadRoute({ to: '.', search: true })
  // When the server cannot be reached, the first page says so.
  const session = await asked.catch(() => null)
  await showLanguage(session?.person?.language)
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  )
}

void start()

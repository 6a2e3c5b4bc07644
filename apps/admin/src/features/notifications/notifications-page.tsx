import { Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi } from '@tanstack/react-router'
import { Page } from '../../parts/page.tsx'
import { NotificationViews } from './notification-views.tsx'

const route = getRouteApi('/shell/notifications-app/notifications')

/** Notifications → Delivery log. */
export function NotificationsPage() {
  const { t } = useLingui()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page title={t`Delivery log`} crumbs={[{ title: t`Notifications` }]} description={<Trans>Who was told of what, by which rule, and what became of it.</Trans>}>
      <NotificationViews name="notifications" search={search} onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })} />
    </Page>
  )
}

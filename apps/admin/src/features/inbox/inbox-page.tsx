import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { InboxInactive, InboxView } from '@recert/ui/inbox-view'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, client, type Outputs, pagesOf } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import { Page } from '../../parts/page.tsx'
import { useMayEnter, useMe, useSession } from '../../shell/session.ts'
import { useMark, useUnread } from './use-inbox.ts'

type Message = Outputs['notifications']['inbox']['items'][number]

const route = getRouteApi('/shell/inbox')

/** R11.2: what one was told oneself. */
export function InboxPage() {
  const { t } = useLingui()
  const { features } = useSession()
  return <Page title={t`Inbox`} description={<Trans>What you are told yourself.</Trans>}>{features.notifications ? <Inbox /> : <InboxInactive />}</Page>
}

function Inbox() {
  const { message: opened } = route.useSearch()
  const navigate = route.useNavigate()
  const { mark, error: markError } = useMark()
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(pagesOf(api.notifications.inbox, client.notifications.inbox.query, { limit: 20 }))
  return (
    <InboxView
      messages={data?.pages.flatMap(({ items }) => items)} error={error} onRetry={() => void refetch()} hasMore={hasNextPage} loadingMore={isFetchingNextPage} onMore={() => void fetchNextPage()}
      unread={useUnread()?.count ?? 0} opened={opened} onOpen={(id) => void navigate({ search: { message: id }, replace: true, resetScroll: false })}
      onMark={mark} markError={markError} wayTo={(message) => <WayTo message={message} />}
    />
  )
}

/** To the award, where it is sure to be in one's sight: a superadmin's is, and that of somebody whom one manages; one's own is in the portal else. */
function WayTo({ message: { awardId, award, own, certificationName } }: { message: Message }) {
  const { role } = useMe()
  const { features } = useSession()
  const mayEnter = useMayEnter()
  if (award === 'gone' || !features.certifications) return null
  if (role === 'superadmin' || (!own && mayEnter('/awarded-users'))) {
    return <LinkButton to="/awarded-users/$award" params={{ award: awardId }} size="xs" variant="light" h="auto" py={6} style={{ whiteSpace: 'normal' }}><Trans>To the award: {certificationName}</Trans></LinkButton>
  }
  if (!own) return null
  const portal = `/my-activities/certification${award === 'earlier' ? '?earlier=true' : ''}#${awardId}`
  return <Button component="a" href={portal} size="xs" variant="light" h="auto" py={6} style={{ whiteSpace: 'normal' }}><Trans>To the certification: {certificationName}</Trans></Button>
}

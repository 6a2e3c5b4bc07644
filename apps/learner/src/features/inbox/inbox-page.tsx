import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Title } from '@mantine/core'
import { may } from '@recert/domain/access'
import { InboxInactive, InboxView } from '@recert/ui/inbox-view'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, client, type Outputs, pagesOf } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import { useMe, useSession } from '../../shell/session.ts'
import { useMark, useUnread } from './use-inbox.ts'

type Message = Outputs['notifications']['inbox']['items'][number]

const route = getRouteApi('/shell/inbox')

/** R11.2: what one was told. */
export function InboxPage() {
  const { t } = useLingui()
  const { features } = useSession()
  return (
    <>
      <title>{`${t`Inbox`} · Recert`}</title>
      <Title order={1} mb="md"><Trans>Inbox</Trans></Title>
      {features.notifications ? <Inbox /> : <InboxInactive />}
    </>
  )
}

function Inbox() {
  const { message: opened } = route.useSearch()
  const navigate = route.useNavigate()
  const { mark, error: markError } = useMark()
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(pagesOf(api.notifications.inbox, client.notifications.inbox.query, { limit: 20 }))
  return (
    <InboxView
      messages={data?.pages.flatMap(({ items }) => items)} error={error} onRetry={() => void refetch()} hasMore={hasNextPage} loadingMore={isFetchingNextPage} onMore={() => void fetchNextPage()}
      unread={useUnread()?.count ?? 0} opened={opened} onOpen={(id) => void navigate({ search: id === undefined ? {} : { message: id }, replace: true, resetScroll: false })}
      onMark={mark} markError={markError} wayTo={(message) => <WayTo message={message} />}
    />
  )
}

/** To one's own certification; to somebody else's, whom one manages, in the administration. */
function WayTo({ message: { awardId, award, own, certificationName } }: { message: Message }) {
  const me = useMe()
  const { features } = useSession()
  if (award === 'gone' || !features.certifications) return null
  if (own) {
    return (
      <LinkButton to="/my-activities/certification" search={award === 'earlier' ? { earlier: true } : {}} hash={awardId} size="xs" variant="light" h="auto" py={6} style={{ whiteSpace: 'normal' }}>
        <Trans>To the certification: {certificationName}</Trans>
      </LinkButton>
    )
  }
  return may(me, 'awards.view') ? <Button component="a" href={`/admin/awarded-users/${awardId}`} size="xs" variant="light" h="auto" py={6} style={{ whiteSpace: 'normal' }}><Trans>To the award: {certificationName}</Trans></Button> : null
}

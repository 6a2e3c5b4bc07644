import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconCertificate, IconFileCertificate, IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useLocation } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { api, client, pagesOf } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import { useSession } from '../../shell/session.ts'
import type { Award } from '../renewals/renew-now.tsx'
import { AwardCards, AwardTable } from './award-list.tsx'
import { EarlierList } from './earlier-list.tsx'
import { Summary } from './summary.tsx'

/** The dialogs come when they are first wanted: most visits are to look. */
const RenewalDialog = lazy(() => import('../renewals/renewal-dialog.tsx').then((module) => ({ default: module.RenewalDialog })))
const CancelDialog = lazy(() => import('../renewals/cancel-dialog.tsx').then((module) => ({ default: module.CancelDialog })))

const route = getRouteApi('/shell/my-activities/certification')

/** R11.1: My Activities → Certification. */
export function MyCertificationsPage() {
  const { t } = useLingui()
  const { features } = useSession()
  return (
    <>
      <title>{`${t`My certifications`} · Recert`}</title>
      {features.certifications ? <Certifications /> : <Inactive />}
    </>
  )
}

function Certifications() {
  const { t } = useLingui()
  const { earlier = false, renew } = route.useSearch()
  const navigate = route.useNavigate()
  const [cancelling, setCancelling] = useState<Award | null>(null)
  const wide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false })
  const List = wide ? AwardTable : AwardCards
  return (
    <Stack gap="xl">
      <Awards cycle="current" empty={<NothingYet />}>
        {(awards, more) => (
          <>
            <Summary awards={awards} more={more} />
            <List
              awards={awards} label={t`My certifications`} onCancel={setCancelling}
              onRenew={({ id }) => void navigate({ search: (before) => ({ ...before, renew: id }), resetScroll: false })}
            />
          </>
        )}
      </Awards>
      <Suspense fallback={null}>
        {renew && <RenewalDialog awardId={renew} onClose={() => void navigate({ search: ({ renew: _, ...before }) => before, replace: true, resetScroll: false })} />}
        {cancelling && <CancelDialog award={cancelling} onClose={() => setCancelling(null)} />}
      </Suspense>
      <div>
        <LinkButton to="/record" variant="subtle" leftSection={<IconFileCertificate size={18} aria-hidden />}><Trans>My certification record</Trans></LinkButton>
        <Button
          variant="subtle" leftSection={<IconHistory size={18} aria-hidden />} aria-expanded={earlier}
          onClick={() => void navigate({ search: earlier ? {} : { earlier: true }, replace: true, resetScroll: false })}
        >
          {earlier ? <Trans>Hide earlier cycles</Trans> : <Trans>Show earlier cycles</Trans>}
        </Button>
        {earlier && (
          <Stack gap="md" mt="md">
            <Title order={2}><Trans>Earlier cycles</Trans></Title>
            <Awards cycle="archived" empty={<Text c="dimmed"><Trans>There are no earlier cycles. When a certification is renewed, the one before it is kept here.</Trans></Text>}>
              {(awards) => <EarlierList awards={awards} label={t`Earlier cycles`} />}
            </Awards>
          </Stack>
        )}
      </div>
    </Stack>
  )
}

/** The cycles so far loaded, as `children` shows them (told whether there are more), and the way to more. */
function Awards({ cycle, empty, children }: { cycle: 'current' | 'archived'; empty: ReactNode; children: (awards: Award[], more: boolean) => ReactNode }) {
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(
    pagesOf(api.awards.mine, client.awards.mine.query, { cycle }),
  )
  // The award that a message led to, by its id.
  const hash = useLocation({ select: (location) => location.hash })
  const loaded = data !== undefined
  useEffect(() => {
    if (loaded && hash) document.getElementById(hash)?.focus()
  }, [loaded, hash])
  if (isPending) return <SkeletonRows rows={3} height={110} />
  if (error) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  const awards = data.pages.flatMap(({ items }) => items)
  if (awards.length === 0) return empty
  return (
    <Stack gap="md">
      {children(awards, hasNextPage)}
      {hasNextPage && <Group justify="center"><Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}><Trans>Show more</Trans></Button></Group>}
    </Stack>
  )
}

function NothingYet() {
  return (
    <EmptyState icon={IconCertificate} title={<Trans>No certifications yet</Trans>}>
      <Trans>Certifications that you earn or are given appear here, with the day on which they expire.</Trans>
    </EmptyState>
  )
}

function Inactive() {
  return (
    <EmptyState icon={IconCertificate} title={<Trans>Certifications are switched off</Trans>}>
      <Trans>Your organisation does not use certifications at the moment. Ask your administrator if you expected some here.</Trans>
    </EmptyState>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Tabs, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconCertificate, IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, client, pagesOf } from '../../api.ts'
import { useSession } from '../../shell/session.ts'
import { AwardCards, AwardTable } from './award-list.tsx'

const route = getRouteApi('/shell/my-activities/certification')

/** R11.1: My Activities → Certification. */
export function MyCertificationsPage() {
  const { t } = useLingui()
  const { features } = useSession()
  return (
    <>
      <title>{`${t`My certifications`} · Recert`}</title>
      <Title order={1} mb="sm"><Trans>My Activities</Trans></Title>
      <Tabs value="certification" keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="certification" leftSection={<IconCertificate size={18} aria-hidden />}><Trans>Certification</Trans></Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="certification">
          {features.certifications ? <Certifications /> : <Inactive />}
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

function Certifications() {
  const { t } = useLingui()
  const { earlier = false } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Stack gap="xl">
      <Awards cycle="current" label={t`My certifications`} />
      <div>
        <Button
          variant="subtle" leftSection={<IconHistory size={18} aria-hidden />} aria-expanded={earlier}
          onClick={() => void navigate({ search: earlier ? {} : { earlier: true }, replace: true, resetScroll: false })}
        >
          {earlier ? <Trans>Hide earlier cycles</Trans> : <Trans>Show earlier cycles</Trans>}
        </Button>
        {earlier && (
          <Stack gap="md" mt="md">
            <Title order={2}><Trans>Earlier cycles</Trans></Title>
            <Awards cycle="archived" label={t`Earlier cycles`} />
          </Stack>
        )}
      </div>
    </Stack>
  )
}

function Awards({ cycle, label }: { cycle: 'current' | 'archived'; label: string }) {
  const wide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false })
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(
    pagesOf(api.awards.mine, client.awards.mine.query, { cycle }),
  )
  if (isPending) return <SkeletonRows rows={3} height={wide ? 56 : 150} />
  if (error) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  const awards = data.pages.flatMap(({ items }) => items)
  if (awards.length === 0) return cycle === 'current' ? <NothingYet /> : <Text c="dimmed"><Trans>There are no earlier cycles. When a certification is renewed, the one before it is kept here.</Trans></Text>
  return (
    <Stack gap="md">
      {cycle === 'current' && <Attention count={awards.filter(({ standing }) => standing === 'expiring' || standing === 'expired').length} />}
      {wide ? <AwardTable awards={awards} label={label} /> : <AwardCards awards={awards} label={label} />}
      {hasNextPage && <Group justify="center"><Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}><Trans>Show more</Trans></Button></Group>}
    </Stack>
  )
}

/** What to look at first, in one sentence. */
function Attention({ count }: { count: number }) {
  if (count === 0) return null
  return <Text fw={550}><Plural value={count} one="# certification needs your attention." other="# certifications need your attention." /></Text>
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

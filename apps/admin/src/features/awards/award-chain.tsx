import { Trans } from '@lingui/react/macro'
import { Button, Group, Stack, Text, Timeline } from '@mantine/core'
import { AssociationName } from '@recert/ui/association-name'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day, Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { StandingBadge } from '@recert/ui/standing-badge'
import { IconArchive, IconCertificate } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, client, pagesOf } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import type { Award } from './awards-list.tsx'

/** All cycles of this person and certification, the latest first: which took which one's place, early or late. */
export function AwardChain({ award }: { award: Award }) {
  const { rows, error, retry, hasMore, loadMore, loadingMore } = listOf(useInfiniteQuery(pagesOf(api.awards.list, client.awards.list.query, {
    username: award.personId, certificationCode: award.certificationId, cycle: 'all' as const, sort: 'issued' as const, direction: 'desc' as const,
  })))
  if (error && !rows) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={retry} />
  }
  if (!rows) return <SkeletonRows rows={3} height={48} />
  return (
    <Stack gap="sm">
      <Timeline bulletSize={26} lineWidth={2} active={rows.length}>
        {rows.map((cycle) => (
          <Timeline.Item
            key={cycle.id} aria-current={cycle.id === award.id || undefined} bullet={cycle.archivedAt ? <IconArchive size={14} aria-hidden /> : <IconCertificate size={14} aria-hidden />}
            title={<Period cycle={cycle} shown={cycle.id === award.id} />}
          >
            <Text size="sm" c="dimmed" component="div"><AssociationName association={cycle.association} />{cycle.itemName && <> · {cycle.itemName}</>}</Text>
            {cycle.archivedAt && <Text size="sm" component="div"><Ending cycle={cycle} /></Text>}
          </Timeline.Item>
        ))}
      </Timeline>
      {hasMore && <Button variant="default" size="compact-sm" loading={loadingMore} onClick={loadMore}><Trans>Load more</Trans></Button>}
    </Stack>
  )
}

function Period({ cycle, shown }: { cycle: Award; shown: boolean }) {
  const period = <><Day value={cycle.issuedAt} /> – {cycle.expiresAt ? <Day value={cycle.expiresAt} /> : <Trans>always valid</Trans>}</>
  return (
    <Group gap="xs">
      <Text span size="sm" fw={600}>{period}</Text>
      <StandingBadge standing={cycle.standing} />
      {shown ? <Text span size="xs" c="dimmed"><Trans>shown here</Trans></Text> : <TextLink to="/awarded-users/$award" params={{ award: cycle.id }} size="sm"><Trans>Show</Trans></TextLink>}
    </Group>
  )
}

function Ending({ cycle: { archivedAt, archiveKind } }: { cycle: Award }) {
  if (!archivedAt) return null
  if (archiveKind === 'early') return <Trans>Renewed early, while it was valid: <Instant value={archivedAt} /></Trans>
  if (archiveKind === 'late') return <Trans>Renewed late, after it had expired: <Instant value={archivedAt} /></Trans>
  return <Trans>Ended: <Instant value={archivedAt} /></Trans>
}

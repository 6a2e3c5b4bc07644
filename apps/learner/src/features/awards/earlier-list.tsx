import { Trans } from '@lingui/react/macro'
import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { Day } from '@recert/ui/instant'
import { StandingBadge } from '@recert/ui/standing-badge'
import type { Award } from '../renewals/renew-now.tsx'
import classes from './award-list.module.css'

/** R7.5: the earlier cycles, each with how it came to an end. */
export function EarlierList({ awards, label }: { awards: Award[]; label: string }) {
  return (
    <Stack component="ul" aria-label={label} gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
      {awards.map((award) => (
        <Card component="li" key={award.id} withBorder radius="lg" padding="md">
          <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
            <div>
              <Title order={3} size="h5" id={award.id} tabIndex={-1} className={classes.name}>{award.certificationName}</Title>
              {award.certificationCode && <Text size="sm" c="dimmed">{award.certificationCode}</Text>}
            </div>
            <StandingBadge standing={award.standing} />
          </Group>
          <Text size="sm" mt={6} component="div">
            {award.expiresAt
              ? <Trans><Day value={award.issuedAt} /> to <Day value={award.expiresAt} /></Trans>
              : <Trans>From <Day value={award.issuedAt} />, without an end</Trans>}
          </Text>
          <Text size="sm" c="dimmed" component="div"><HowItEnded award={award} /></Text>
        </Card>
      ))}
    </Stack>
  )
}

function HowItEnded({ award: { archiveKind, archivedAt } }: { award: Award }) {
  if (!archivedAt) return null
  if (archiveKind === 'early') return <Trans>Archived early, on <Day value={archivedAt} />: a new cycle took its place before it expired.</Trans>
  if (archiveKind === 'late') return <Trans>Archived late, on <Day value={archivedAt} />: it had expired when a new cycle took its place.</Trans>
  return <Trans>Archived on <Day value={archivedAt} />.</Trans>
}

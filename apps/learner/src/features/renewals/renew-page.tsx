import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { nameOf } from '@recert/domain/people'
import { DaysToRenew } from '@recert/ui/days-to-renew'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { StandingBadge } from '@recert/ui/standing-badge'
import { IconHistory, IconLinkOff, IconUserQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useLocation } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import { signOut, useMe } from '../../shell/session.ts'
import { RenewalOffer } from './renewal-offer.tsx'

const route = getRouteApi('/shell/renew/$token')

/** R7.7: what the link of a mail opens. It shows the award and what renewing means; nothing begins before Renew Now is pressed. */
export function RenewPage() {
  const { t } = useLingui()
  const { token } = route.useParams()
  const { data: link, error, refetch } = useQuery(api.renewals.openLink.queryOptions({ token }))
  const opened = () => {
    const problem = error && problemOf(error)
    if (problem?.code === 'VALIDATION' || link?.state === 'altered') return <Altered />
    if (problem) return <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={() => void refetch()} />
    if (!link) return <SkeletonRows rows={3} height={90} />
    if (link.state === 'not_yours') return <NotYours />
    return link.awardId ? <Renewable awardId={link.awardId} /> : <Old />
  }
  return <><title>{`${t`Renew Now`} · Recert`}</title>{opened()}</>
}

function Renewable({ awardId }: { awardId: string }) {
  const { data } = useQuery(api.renewals.mine.queryOptions({ award: awardId }))
  return (
    <Stack gap="lg" maw={640} mx="auto">
      {data && (
        <div>
          <Group justify="space-between" align="flex-start" gap="sm">
            <Title order={1} style={{ overflowWrap: 'anywhere' }}><Trans>Renew {data.award.certificationName}</Trans></Title>
            <StandingBadge standing={data.award.standing} />
          </Group>
          <Text c="dimmed" size="sm" component="div">
            {data.award.expiresAt
              ? <Trans>Issued <Day value={data.award.issuedAt} />, expires <Day value={data.award.expiresAt} /></Trans>
              : <Trans>Issued <Day value={data.award.issuedAt} /></Trans>}
          </Text>
          <Text fw={650} mt="xs"><DaysToRenew days={data.award.daysToRenew} /></Text>
        </div>
      )}
      <Paper withBorder radius="lg" p="md">
        <RenewalOffer awardId={awardId} leave={<ToCertifications />} />
      </Paper>
    </Stack>
  )
}

const ToCertifications = ({ filled = false }: { filled?: boolean }) => (
  <LinkButton to="/my-activities/certification" variant={filled ? 'filled' : 'default'}><Trans>To my certifications</Trans></LinkButton>
)

function Altered() {
  return (
    <EmptyState icon={IconLinkOff} title={<Title order={1} size="h3"><Trans>This link is not whole</Trans></Title>} actions={<ToCertifications filled />}>
      <Trans>It was changed or cut off on its way, so it cannot be told what it belongs to. Open it from the mail once more, or press Renew Now at your certifications.</Trans>
    </EmptyState>
  )
}

function Old() {
  return (
    <EmptyState icon={IconHistory} title={<Title order={1} size="h3"><Trans>This link is of the past</Trans></Title>} actions={<ToCertifications filled />}>
      <Trans>What it would renew is no longer current: it was renewed, replaced or removed since the mail was sent. What you hold now stands at your certifications.</Trans>
    </EmptyState>
  )
}

function NotYours() {
  const { i18n } = useLingui()
  const name = nameOf(useMe())
  const path = useLocation({ select: ({ href }) => href })
  return (
    <EmptyState
      icon={IconUserQuestion} title={<Title order={1} size="h3"><Trans>This link is for somebody else</Trans></Title>}
      actions={<><Button onClick={() => void signOut(i18n.locale, path)}><Trans>Sign in as somebody else</Trans></Button><ToCertifications /></>}
    >
      <Trans>You are signed in as {name}. If the mail was sent to you, sign in with the account that it was meant for.</Trans>
    </EmptyState>
  )
}

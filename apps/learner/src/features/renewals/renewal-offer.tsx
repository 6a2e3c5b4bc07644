import { Trans } from '@lingui/react/macro'
import { Alert, Stack, Text } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconArrowRight, IconLock, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, type Outputs } from '../../api.ts'
import { ItemButton } from './item-links.tsx'
import { OpenSince } from './renew-now.tsx'
import classes from './renewals.module.css'
import { StartForm } from './start-form.tsx'

export type Offer = Outputs['renewals']['mine']

/** R7.2, R7.3: where the renewal of one's award stands: to be started with one of the items, open, or why it is not offered. `leave`: the way out. */
export function RenewalOffer({ awardId, leave }: { awardId: string; leave: ReactNode }) {
  const { data: offer, error, refetch } = useQuery(api.renewals.mine.queryOptions({ award: awardId }))
  if (error) {
    const { sentence, logId } = problemOf(error)
    return (
      <Stack>
        <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
        <div className={classes.actions}>{leave}</div>
      </Stack>
    )
  }
  if (!offer) return <SkeletonRows rows={3} height={90} />
  if (offer.open) return <Open open={offer.open} leave={leave} />
  if (offer.refusal) return <Refused sentence={offer.refusal.message} leave={leave} />
  return <StartForm offer={offer} leave={leave} />
}

function Open({ open, leave }: { open: NonNullable<Offer['open']>; leave: ReactNode }) {
  return (
    <Stack>
      <Alert color="orange" variant="light" icon={<IconRefresh aria-hidden />} title={<Trans>The renewal has begun</Trans>}>
        <Stack gap="xs">
          <OpenSince open={open} />
          <Text size="sm"><Trans>Work through all of it. When you are done, the certification is renewed.</Trans></Text>
        </Stack>
      </Alert>
      <div className={classes.actions}>
        {leave}
        <ItemButton item={open} rightSection={<IconArrowRight size={18} aria-hidden />}><Trans>Continue</Trans></ItemButton>
      </div>
    </Stack>
  )
}

function Refused({ sentence, leave }: { sentence: string; leave: ReactNode }) {
  return (
    <Stack>
      <Alert color="gray" variant="light" icon={<IconLock aria-hidden />} title={<Trans>It cannot be renewed here</Trans>}>{sentence}</Alert>
      <div className={classes.actions}>{leave}</div>
    </Stack>
  )
}

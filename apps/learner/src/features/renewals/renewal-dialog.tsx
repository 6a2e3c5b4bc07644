import { Trans } from '@lingui/react/macro'
import { Button, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { useFocusBack } from '../../parts/use-focus-back.ts'
import { renewalButtonId } from './renew-now.tsx'
import { RenewalOffer } from './renewal-offer.tsx'

/** R7.1: what Renew Now opens. On a phone it takes the whole screen. */
export function RenewalDialog({ awardId, onClose }: { awardId: string; onClose: () => void }) {
  const wide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false })
  const { data } = useQuery(api.renewals.mine.queryOptions({ award: awardId }))
  useFocusBack(renewalButtonId(awardId))
  return (
    <Modal opened onClose={onClose} title={data ? <Trans>Renew {data.award.certificationName}</Trans> : <Trans>Renew Now</Trans>} fullScreen={!wide} size="lg" centered>
      <RenewalOffer awardId={awardId} leave={<Button variant="default" onClick={onClose}><Trans>Not now</Trans></Button>} />
    </Modal>
  )
}

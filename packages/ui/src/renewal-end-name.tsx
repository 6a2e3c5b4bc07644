import { Trans } from '@lingui/react/macro'

type End = 'completed' | 'cancelled' | 'award_removed' | 'award_replaced' | 'made_always_valid' | 'item_unlinked' | 'certification_retired'

/** How a renewal came to its end, in the viewer's language. */
export function RenewalEndName({ end }: { end: End }) {
  switch (end) {
    case 'completed': return <Trans>completed</Trans>
    case 'cancelled': return <Trans>cancelled</Trans>
    case 'award_removed': return <Trans>ended: the award was unassigned</Trans>
    case 'award_replaced': return <Trans>ended: another award took its place</Trans>
    case 'made_always_valid': return <Trans>ended: the award was made always valid</Trans>
    case 'item_unlinked': return <Trans>ended: the item was unassigned</Trans>
    case 'certification_retired': return <Trans>ended: the certification was retired</Trans>
  }
}

import { Plural, Trans } from '@lingui/react/macro'
import type { Timing } from '@recert/domain/notifications'

/** When a rule fires, in words. */
export function RuleWhen({ event, timing, amount, unit }: Timing) {
  if (event === 'issued') return <Trans>When it is issued</Trans>
  switch (`${timing} ${unit}` as const) {
    case 'at hour': case 'at day': case 'at week': return <Trans>When it expires</Trans>
    case 'before hour': return <Plural value={amount} one="# hour before it expires" other="# hours before it expires" />
    case 'before day': return <Plural value={amount} one="# day before it expires" other="# days before it expires" />
    case 'before week': return <Plural value={amount} one="# week before it expires" other="# weeks before it expires" />
    case 'after hour': return <Plural value={amount} one="# hour after it has expired" other="# hours after it has expired" />
    case 'after day': return <Plural value={amount} one="# day after it has expired" other="# days after it has expired" />
    case 'after week': return <Plural value={amount} one="# week after it has expired" other="# weeks after it has expired" />
  }
}

import { Plural, Trans } from '@lingui/react/macro'

/** R5.4 in words. `days` is null when always valid; 0 or less once expired. */
export function DaysToRenew({ days }: { days: number | null }) {
  if (days === null) return <Trans>Always valid</Trans>
  if (days > 0) return <Plural value={days} one="Expires in # day" other="Expires in # days" />
  if (days === 0) return <Trans>Expired today</Trans>
  return <Plural value={-days} one="Expired # day ago" other="Expired # days ago" />
}

import { Plural, useLingui } from '@lingui/react/macro'
import { Badge, VisuallyHidden } from '@mantine/core'
import { formatTotal } from '@recert/ui/format'
import { useQuery } from '@tanstack/react-query'
import { firstPending } from './pending.ts'

const REFRESH_MS = 60_000

/** How many reports wait, beside the menu's entry; nothing while none does. */
export function PendingCount() {
  const { i18n } = useLingui()
  const { data } = useQuery({ ...firstPending(), refetchInterval: REFRESH_MS })
  if (!data?.total) return null
  return (
    <>
      <Badge size="sm" color="orange" aria-hidden>{formatTotal(data.total, data.totalCapped, i18n.locale)}</Badge>
      <VisuallyHidden><Plural value={data.total} one="# waits for approval" other="# wait for approval" /></VisuallyHidden>
    </>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack, Text } from '@mantine/core'
import { Day } from '@recert/ui/instant'
import { ReasonButton } from '@recert/ui/reason-button'
import { IconArrowRight } from '@tabler/icons-react'
import type { Outputs } from '../../api.ts'
import { ItemButton } from './item-links.tsx'

export type Award = Outputs['awards']['mine']['items'][number]
/** What a certification's row or card asks of its page. */
export type RenewalActs = { onRenew: (award: Award) => void; onCancel: (award: Award) => void }

/** The button that a dialog about this award's renewal gives the focus back to. */
export const renewalButtonId = (awardId: string): string => `renewal-${awardId}`

/** R7.1, R7.2: Renew Now, or why not, or the way on in an open renewal. `roomy`: as on a card, with everything in words. */
export function RenewNow({ award, roomy = false, onRenew, onCancel }: RenewalActs & { award: Award; roomy?: boolean }) {
  const { t } = useLingui()
  const { id, alwaysValid, renewal, certificationName, standing } = award
  if (alwaysValid || !renewal) return null
  const { open, refusal } = renewal
  const size = roomy ? 'md' : 'xs'
  if (open) {
    return (
      <Stack gap={roomy ? 'xs' : 4} mt={roomy ? 'md' : 0} align={roomy ? 'stretch' : 'flex-end'}>
        {roomy && <OpenSince open={open} />}
        <ItemButton item={open} id={renewalButtonId(id)} size={size} rightSection={<IconArrowRight size={16} aria-hidden />} aria-label={t`Continue: ${open.itemName}`}><Trans>Continue</Trans></ItemButton>
        <Button size={roomy ? 'sm' : 'compact-xs'} variant="subtle" color="gray" onClick={() => onCancel(award)} aria-label={t`Cancel renewal: ${certificationName}`}><Trans>Cancel renewal</Trans></Button>
      </Stack>
    )
  }
  if (refusal) {
    return (
      <Stack gap={4} mt={roomy ? 'md' : 0} align={roomy ? 'stretch' : 'flex-end'}>
        <ReasonButton reason={refusal.message} variant="default" size={size}><Trans>Renew Now</Trans></ReasonButton>
        {roomy && <Text size="xs" c="dimmed" ta="center" aria-hidden>{refusal.message}</Text>}
      </Stack>
    )
  }
  return (
    <Button
      id={renewalButtonId(id)} size={size} fullWidth={roomy} mt={roomy ? 'md' : 0} variant={standing === 'valid' ? 'default' : 'filled'}
      aria-haspopup="dialog" aria-label={t`Renew Now: ${certificationName}`} onClick={() => onRenew(award)}
    >
      <Trans>Renew Now</Trans>
    </Button>
  )
}

/** R7.3: that a renewal is open, with what, and since when. */
export function OpenSince({ open: { itemName, startedAt } }: { open: { itemName: string; startedAt: string } }) {
  return <Text size="sm" component="div"><Trans>Renewal with <strong>{itemName}</strong> is open since <Day value={startedAt} />.</Trans></Text>
}

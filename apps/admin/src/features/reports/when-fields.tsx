import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, Radio, Stack, Text } from '@mantine/core'
import { dayInZone } from '@recert/domain/dates'
import { useViewer } from '@recert/ui/viewer'
import { useState } from 'react'
import { InstantField } from '../../parts/instant-field.tsx'
import { instantOf, pickedOf, type PickedInstant, samePick } from '../../parts/picked-instant.ts'
import { useSession } from '../../shell/session.ts'
import type { BuilderProps } from './builder-field.ts'
import { RangeField } from './range-field.tsx'

/** When awards were issued and expire, as of when the report speaks, and whether earlier cycles that were renewed in time are in it. */
export function WhenFields({ definition: { kind, issued, expires, includeEarly }, onChange }: BuilderProps) {
  const { t } = useLingui()
  return (
    <Stack gap="sm">
      <RangeField title={t`Issued`} value={issued} onChange={(range) => onChange({ issued: range })} />
      <RangeField title={t`Expires`} value={expires} onChange={(range) => onChange({ expires: range })} />
      {kind === 'users_certifications' && (
        <Checkbox
          label={t`Include early renewals`} checked={includeEarly} onChange={({ currentTarget }) => onChange({ includeEarly: currentTarget.checked })}
          description={t`Earlier cycles whose successor came before they expired. Usually they are left out, because the newer one has taken their place.`}
        />
      )}
    </Stack>
  )
}

/** R13.3: who held what at a past instant. */
export function AsOfFields({ definition: { asOf, asKnown }, onChange }: BuilderProps) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const { now } = useSession()
  const [picked, setPicked] = useState<PickedInstant>(() => pickedOf(asOf === null ? null : new Date(asOf), timeZone))
  // Taken off, or changed by a link: what is picked follows, but a day that is still being typed stays.
  const told = pickedOf(asOf === null ? null : new Date(asOf), timeZone)
  const shown = samePick(told, picked) || (asOf === null && picked.day === undefined) ? picked : told
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed"><Trans>Without a day the report speaks of now. With one, it answers who held what at that instant.</Trans></Text>
      <InstantField
        label={t`As of`} timeLabel={t`Time`} value={shown} max={dayInZone(new Date(now), timeZone)}
        onChange={(next) => { setPicked(next); onChange({ asOf: instantOf(next, timeZone)?.toISOString() ?? null }) }}
      />
      <Radio.Group label={t`By which knowledge`} value={asKnown} onChange={(next) => onChange({ asKnown: next === 'then' ? 'then' : 'now' })}>
        <Stack gap="xs" mt={6}>
          <Radio value="now" disabled={asOf === null} label={t`By what is known now`} description={t`Corrections and imports made since then count.`} />
          <Radio value="then" disabled={asOf === null} label={t`As it was known then`} description={t`What Recert would have answered on that day: what was entered, changed or removed afterwards does not count.`} />
        </Stack>
      </Radio.Group>
    </Stack>
  )
}

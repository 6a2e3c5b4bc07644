import { Trans } from '@lingui/react/macro'
import { Button, Stack, Text } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { ItemChoice } from './item-choice.tsx'
import type { Offer } from './renewal-offer.tsx'
import classes from './renewals.module.css'
import { useStartRenewal } from './use-start-renewal.ts'

/** R7.3: with what to renew, and what that resets; then Renew Now. */
export function StartForm({ offer: { award, items, lateFrom }, leave }: { offer: Offer; leave: ReactNode }) {
  const [chosen, setChosen] = useState(items.length === 1 ? (items[0]?.itemId ?? null) : null)
  const [missing, setMissing] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const start = useStartRenewal()
  const problem = start.error && problemOf(start.error)

  const submit = () => {
    if (chosen) return start.mutate({ award: award.id, itemCode: chosen })
    setMissing(true)
    form.current?.querySelector('input')?.focus()
  }
  return (
    <form ref={form} noValidate onSubmit={(event) => { event.preventDefault(); if (!start.isPending) submit() }}>
      <Stack gap="md">
        <Text size="sm"><Trans>Work through a course or a learning plan. When you are done, a new cycle begins on that day. Nothing that you have achieved is lost.</Trans></Text>
        <fieldset className={classes.choice} aria-describedby={missing ? 'renew-with-what' : undefined}>
          <legend><Trans>Renew with</Trans></legend>
          {missing && <Text id="renew-with-what" role="alert" size="sm" c="var(--mantine-color-error)"><Trans>Choose with what you want to renew.</Trans></Text>}
          {items.map((item) => <ItemChoice key={item.itemId} item={item} chosen={item.itemId === chosen} onChoose={() => { setChosen(item.itemId); setMissing(false) }} />)}
        </fieldset>
        <WhenLate lateFrom={lateFrom} />
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        <div className={classes.actions}>
          {leave}
          <Button type="submit" loading={start.isPending} leftSection={<IconRefresh size={18} aria-hidden />}><Trans>Renew Now</Trans></Button>
        </div>
      </Stack>
    </form>
  )
}

/** R7.5: what waiting means for the reports. */
function WhenLate({ lateFrom }: { lateFrom: string | null }) {
  return (
    <Text size="sm" c="dimmed" component="div">
      {lateFrom
        ? <Trans>Finish before <Day value={lateFrom} />: from that day on the renewal is a late one, and the cycle that expires then stays visible in reports.</Trans>
        : <Trans>It has expired, so this will be a late renewal: the cycle that expired stays visible in reports.</Trans>}
    </Text>
  )
}

import { Trans } from '@lingui/react/macro'
import { IconClockPlay } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Instant } from './instant.tsx'
import classes from './demo-clock-banner.module.css'

/** R16.2: where the demo clock is on, every page says so. */
export function DemoClockBanner({ now, action }: { now: string; action?: ReactNode }) {
  return (
    <div role="status" className={classes.banner}>
      <span className={classes.text}>
        <IconClockPlay size={18} aria-hidden />
        <span><Trans>The demo clock is on. For Recert it is <Instant value={now} />.</Trans></span>
      </span>
      {action}
    </div>
  )
}

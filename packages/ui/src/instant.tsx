import { formatDay, formatInstant, formatUtc } from './format.ts'
import { useViewer } from './viewer.tsx'
import classes from './instant.module.css'

/** R5.1: day and time in the viewer's zone and language; UTC on hover and focus. `value` is an ISO instant. */
export function Instant({ value }: { value: string }) {
  const viewer = useViewer()
  return <Time value={value} text={formatInstant(new Date(value), viewer)} />
}

/** Like Instant, without the time of day. */
export function Day({ value }: { value: string }) {
  const viewer = useViewer()
  return <Time value={value} text={formatDay(new Date(value), viewer)} />
}

function Time({ value, text }: { value: string; text: string }) {
  return <time dateTime={value} tabIndex={0} data-hint={formatUtc(new Date(value))} className={classes.time}>{text}</time>
}

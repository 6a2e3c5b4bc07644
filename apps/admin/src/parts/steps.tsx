import { useLingui } from '@lingui/react/macro'
import { IconCheck } from '@tabler/icons-react'
import classes from './steps.module.css'

/** Where one is on a way of several steps; beyond the last, all are done. A list, not Mantine's stepper, whose steps are buttons even where nothing happens. */
export function Steps({ titles, at }: { titles: string[]; at: number }) {
  const { t } = useLingui()
  return (
    <ol className={classes.steps} aria-label={t`Steps`}>
      {titles.map((title, index) => (
        <li key={title} className={classes.step} data-done={index < at} aria-current={index === at ? 'step' : undefined}>
          <span className={classes.number} aria-hidden>{index < at ? <IconCheck size={14} /> : index + 1}</span>
          {title}
        </li>
      ))}
    </ol>
  )
}

import { useLingui } from '@lingui/react/macro'
import { IconCheck } from '@tabler/icons-react'
import classes from './import-steps.module.css'

const ORDER = ['upload', 'mapping', 'preview', 'import', 'done'] as const

/** Where one is on the way from the file to its result. A list, not Mantine's stepper, whose steps are buttons even where nothing happens. */
export function ImportSteps({ at }: { at: (typeof ORDER)[number] }) {
  const { t } = useLingui()
  const active = ORDER.indexOf(at)
  const steps = [t`Upload File`, t`Columns`, t`Preview`, t`Import`]
  return (
    <ol className={classes.steps} aria-label={t`Steps`}>
      {steps.map((title, index) => (
        <li key={title} className={classes.step} data-done={index < active} aria-current={index === active ? 'step' : undefined}>
          <span className={classes.number} aria-hidden>{index < active ? <IconCheck size={14} /> : index + 1}</span>
          {title}
        </li>
      ))}
    </ol>
  )
}

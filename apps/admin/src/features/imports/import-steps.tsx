import { useLingui } from '@lingui/react/macro'
import { Stepper } from '@mantine/core'

/** Where one is on the way from the file to its result. */
export function ImportSteps({ at }: { at: 'upload' | 'mapping' | 'preview' | 'import' | 'done' }) {
  const { t } = useLingui()
  const order = ['upload', 'mapping', 'preview', 'import', 'done']
  return (
    <Stepper active={order.indexOf(at)} size="xs" allowNextStepsSelect={false} aria-label={t`Steps`} wrap={false} visibleFrom="sm">
      <Stepper.Step label={t`Upload File`} />
      <Stepper.Step label={t`Columns`} />
      <Stepper.Step label={t`Preview`} />
      <Stepper.Step label={t`Import`} />
    </Stepper>
  )
}

import { useLingui } from '@lingui/react/macro'
import { Steps } from '../../parts/steps.tsx'

const ORDER = ['upload', 'mapping', 'preview', 'import', 'done'] as const

/** Where one is on the way from the file to its result. */
export function ImportSteps({ at }: { at: (typeof ORDER)[number] }) {
  const { t } = useLingui()
  return <Steps titles={[t`Upload File`, t`Columns`, t`Preview`, t`Import`]} at={ORDER.indexOf(at)} />
}

import { useLingui } from '@lingui/react/macro'
import type { Inputs } from '../../api.ts'

export type Separator = NonNullable<Inputs['exports']['createOfReport']['separator']>

/** What stands between the cells of a CSV, in words. */
export function useSeparators(): { value: Separator; label: string }[] {
  const { t } = useLingui()
  return [{ value: ',', label: t`Comma` }, { value: ';', label: t`Semicolon` }, { value: '\t', label: t`Tab` }, { value: '|', label: t`Vertical bar` }]
}

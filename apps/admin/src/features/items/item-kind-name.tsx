import { Trans } from '@lingui/react/macro'

export function ItemKindName({ kind }: { kind: 'course' | 'learning_plan' }) {
  return kind === 'course' ? <Trans>Course</Trans> : <Trans>Learning plan</Trans>
}

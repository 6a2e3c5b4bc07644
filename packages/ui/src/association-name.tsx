import { Trans } from '@lingui/react/macro'
import type { Association } from '@recert/domain/awards'

/** How an award was earned, in the viewer's language. */
export function AssociationName({ association }: { association: Association }) {
  switch (association) {
    case 'manual': return <Trans>Manually awarded</Trans>
    case 'course': return <Trans>Course completion</Trans>
    case 'learning_plan': return <Trans>Learning plan completion</Trans>
    case 'external_training': return <Trans>External training activity</Trans>
  }
}

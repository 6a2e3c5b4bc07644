import { t } from '@lingui/core/macro'
import { client } from '../../api.ts'
import { showUndoToast } from '../../parts/undo-toast.tsx'

/** Says that a certification is retired, with the way back. */
export function showRetired(certification: string, name: string): void {
  showUndoToast(t`${name} is retired. Its history is kept; it awards nothing new.`, async () => {
    await client.certifications.unretire.mutate({ certification })
    return t`${name} is in use again.`
  })
}

import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api, client, refreshAll } from '../../api.ts'
import { showUndoToast } from '../../parts/undo-toast.tsx'
import type { Webhook } from './webhook-state.tsx'

/** Activates a webhook, or pauses it, at once: either is taken back by the other. */
export function useSetActive({ id, active }: Pick<Webhook, 'id' | 'active'>) {
  const { t } = useLingui()
  return useMutation(api.webhooks.update.mutationOptions({
    onSuccess: async () => {
      const undo = async () => {
        await client.webhooks.update.mutate({ webhook: id, active })
        return active ? t`The webhook is active again.` : t`The webhook is paused again.`
      }
      showUndoToast(active ? t`The webhook is paused. What waits for it waits on.` : t`The webhook is active. It is told what happens from now on, and what waited.`, undo)
      await refreshAll()
    },
  }))
}

/** Deletes a webhook at once; it can be brought back. */
export function useDelete({ id }: Pick<Webhook, 'id'>) {
  const { t } = useLingui()
  const navigate = useNavigate()
  return useMutation(api.webhooks.delete.mutationOptions({
    onSuccess: async () => {
      // First away from its page, which would ask for it.
      await navigate({ to: '/webhooks' })
      showUndoToast(t`The webhook is deleted and told nothing any more.`, async () => {
        await client.webhooks.restore.mutate({ webhook: id })
        return t`The webhook is back.`
      })
      await refreshAll()
    },
  }))
}

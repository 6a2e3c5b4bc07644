import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { api, client, refreshAll } from '../../api.ts'
import { showUndoToast } from '../../parts/undo-toast.tsx'
import type { Rule } from './rule-values.ts'

/** Activates a rule, or pauses it, at once: either is taken back by the other. */
export function useSetActive({ id, name, active }: Pick<Rule, 'id' | 'name' | 'active'>) {
  const { t } = useLingui()
  return useMutation(api.notificationRules.update.mutationOptions({
    onSuccess: async () => {
      const undo = async () => {
        await client.notificationRules.update.mutate({ rule: id, active })
        return active ? t`${name} is active again, for what falls due from now on.` : t`${name} is paused again.`
      }
      showUndoToast(active ? t`${name} is paused and tells nobody.` : t`${name} is active. It tells of what falls due from now on.`, undo)
      await refreshAll()
    },
  }))
}

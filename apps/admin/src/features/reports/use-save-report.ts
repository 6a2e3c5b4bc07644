import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client, type Outputs, refreshAll } from '../../api.ts'

export type SavedReport = Outputs['reports']['get']

/** Saves a report's definition. `theirs`: what somebody else saved meanwhile, so that nothing was; `settle` ends that. */
export function useSaveReport({ id }: SavedReport, onSaved: (newest: SavedReport) => void) {
  const { t } = useLingui()
  const [theirs, setTheirs] = useState<SavedReport | null>(null)
  const save = useMutation(api.reports.update.mutationOptions({
    meta: { told: true },
    onSuccess: async (newest) => {
      onSaved(newest)
      notifications.show({ color: 'teal', message: t`${newest.name} is saved.` })
      await refreshAll()
    },
    onError: async (error) => {
      const { code, sentence, logId } = problemOf(error)
      if (code === 'CONFLICT_VERSION') setTheirs(await client.reports.get.query({ report: id }))
      else notifications.show({ color: 'red', title: sentence, message: logId ?? '', autoClose: 15_000 })
    },
  }))
  return { save, theirs, settle: () => setTheirs(null) }
}

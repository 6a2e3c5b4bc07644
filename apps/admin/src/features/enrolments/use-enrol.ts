import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import { useTellJob } from '../jobs/use-tell-job.tsx'

/** Enrols a selection, at once or in the background, and says which. */
export function useEnrol(onDone: () => void) {
  const { t } = useLingui()
  const tell = useTellJob()
  return useMutation(api.enrolments.create.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ enrolled, jobId }) => {
      if (jobId) tell(t`The people are being enrolled.`)
      else if (enrolled) notifications.show({ color: 'teal', message: plural(enrolled, { one: '# enrolment is new.', other: '# enrolments are new.' }) })
      else notifications.show({ color: 'yellow', message: t`Nothing changed: everybody active who was chosen is enrolled already.` })
      onDone()
      await refreshAll()
    },
  }))
}

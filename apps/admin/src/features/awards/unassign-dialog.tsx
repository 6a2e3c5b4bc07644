import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import { showChangeToast } from '../../parts/undo-toast.tsx'
import type { Award } from './awards-list.tsx'

/** R6.3: one cycle leaves its holder's history. */
export function UnassignDialog({ award, onClose, onDone }: { award: Award; onClose: () => void; onDone: () => void }) {
  const { t } = useLingui()
  const remove = useMutation(api.awards.remove.mutationOptions({
    meta: { told: true },
    onSuccess: ({ changeId }) => {
      showChangeToast(t`${award.certificationName} is unassigned from ${award.username}.`, changeId)
      onDone()
      void refreshAll()
    },
  }))
  const problem = remove.error && problemOf(remove.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Unassign ${award.certificationName} from ${award.username}?`} verb={<Trans>Unassign 1 award</Trans>}
      pending={remove.isPending} onConfirm={() => remove.mutate({ award: award.id })}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      <Text size="sm">
        {award.standing === 'archived'
          ? <Trans>This earlier cycle disappears from the history of its holder. The current one stays as it is.</Trans>
          : <Trans>The holder no longer holds it, and it disappears from their history. An earlier cycle does not become current again. An open renewal ends.</Trans>}
      </Text>
      <Text size="sm"><Trans>For 30 days this can be taken back. Who did it and when stays on record.</Trans></Text>
    </DangerDialog>
  )
}

import { plural } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { api, type Inputs, refreshAll } from '../../api.ts'
import { showChangeToast } from '../../parts/undo-toast.tsx'

/** `which`: the chosen awards, or all that the list's filters match. */
type Props = { which: Inputs['awards']['removeMany']; count: number; onClose: () => void; onDone: () => void }

/** R6.3: many cycles leave their holders' history, as one change. */
export function UnassignManyDialog({ which, count, onClose, onDone }: Props) {
  const remove = useMutation(api.awards.removeMany.mutationOptions({
    meta: { told: true },
    onSuccess: ({ changeId, removed }) => {
      showChangeToast(plural(removed, { one: '# award is unassigned.', other: '# awards are unassigned.' }), changeId)
      onDone()
      void refreshAll()
    },
  }))
  const problem = remove.error && problemOf(remove.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={<Plural value={count} one="Unassign # award?" other="Unassign # awards?" />} verb={<Plural value={count} one="Unassign # award" other="Unassign # awards" />}
      pending={remove.isPending} onConfirm={() => remove.mutate(which)} error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      <Text size="sm"><Trans>The holders no longer hold them, and they disappear from their histories. Earlier cycles do not become current again. Open renewals end.</Trans></Text>
      <Text size="sm"><Trans>For 30 days this can be taken back as a whole. Who did it and when stays on record.</Trans></Text>
    </DangerDialog>
  )
}

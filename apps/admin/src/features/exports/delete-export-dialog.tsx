import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import type { Export } from './export-state.tsx'

/** The file goes; the report itself stays. */
export function DeleteExportDialog({ shown: { id, name, file }, onClose }: { shown: Export; onClose: () => void }) {
  const { t } = useLingui()
  const remove = useMutation(api.exports.delete.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      onClose()
      notifications.show({ color: 'teal', message: t`The export “${name}” is deleted.` })
      await refreshAll()
    },
  }))
  const problem = remove.error && problemOf(remove.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Delete the export “${name}”?`} verb={<Trans>Delete 1 export</Trans>} pending={remove.isPending} onConfirm={() => remove.mutate({ export: id })}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
    >
      <Text size="sm">{file
        ? <Trans>Its file cannot be fetched any more. The report stays; exported again, it shows what is known then.</Trans>
        : <Trans>It disappears from this list. The report stays.</Trans>}
      </Text>
    </DangerDialog>
  )
}

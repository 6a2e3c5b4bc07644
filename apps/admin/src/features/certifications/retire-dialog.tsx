import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { List, Text } from '@mantine/core'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import { showRetired } from './show-retired.ts'

/** R3.4, the gentler way: what stays, and which renewals end. */
export function RetireDialog({ certification: { id, name }, onClose }: { certification: { id: string; name: string }; onClose: () => void }) {
  const { t } = useLingui()
  const { data, error } = useQuery(api.certifications.consequences.queryOptions({ certification: id }, { staleTime: 0 }))
  const retire = useMutation(api.certifications.retire.mutationOptions({
    meta: { told: true },
    onSuccess: () => {
      showRetired(id, name)
      onClose()
      void refreshAll()
    },
  }))
  const failed = error ?? retire.error
  const problem = failed && problemOf(failed)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Retire ${name}?`} verb={<Trans>Retire</Trans>} pending={retire.isPending} disabled={!data} onConfirm={() => retire.mutate({ certification: id })}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      {!data && !problem && <SkeletonRows rows={2} height={20} />}
      {data && (
        <List size="sm">
          <List.Item><Plural value={data.holding} one="# person keeps it until it expires" other="# people keep it until it expires" /></List.Item>
          {data.openRenewals > 0 && <List.Item><Plural value={data.openRenewals} one="# open renewal ends" other="# open renewals end" /></List.Item>}
        </List>
      )}
      <Text size="sm"><Trans>Its history is kept, and it awards nothing new. It can be taken back into use at any time; renewals that end do not begin again by that.</Trans></Text>
    </DangerDialog>
  )
}

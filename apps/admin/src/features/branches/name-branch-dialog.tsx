import { Trans, useLingui } from '@lingui/react/macro'
import { checkBranchName } from '@recert/domain/text'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import { NameDialog } from '../../parts/name-dialog.tsx'
import type { NameAct } from './branches-page.tsx'

/** The name of a new branch, or another one. */
export function NameBranchDialog({ act, onClose }: { act: NameAct; onClose: () => void }) {
  const { t } = useLingui()
  const onSuccess = async () => { await refreshAll(); onClose() }
  const create = useMutation(api.branches.create.mutationOptions({ meta: { told: true }, onSuccess }))
  const rename = useMutation(api.branches.update.mutationOptions({ meta: { told: true }, onSuccess }))
  const title = act.act === 'create' ? (act.below ? t`New branch below ${act.below.name}` : t`New branch`) : t`Rename ${act.branch.name}`
  return (
    <NameDialog
      title={title} initial={act.act === 'create' ? '' : act.branch.name} check={checkBranchName} verb={act.act === 'create' ? <Trans>Create</Trans> : <Trans>Rename</Trans>} onClose={onClose}
      onSave={(name) => (act.act === 'create' ? create.mutate({ name, parentId: act.below?.id ?? null }) : rename.mutate({ branch: act.branch.id, name }))}
      pending={create.isPending || rename.isPending} failed={create.error ?? rename.error}
    />
  )
}

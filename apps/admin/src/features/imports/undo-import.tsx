import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, List, Text } from '@mantine/core'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { ReasonButton } from '@recert/ui/reason-button'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import type { Import } from './imports-page.tsx'

/** R8.8: asks with the consequence in numbers, then has the import undone. Where that cannot be, the button says why. */
export function UndoImport({ shown: { id, kind, counts, fileName, undoable } }: { shown: Import }) {
  const { t } = useLingui()
  const [asking, setAsking] = useState(false)
  const look = { variant: 'default', leftSection: <IconArrowBackUp size={16} aria-hidden /> } as const
  if (kind === 'people' && counts.new + counts.replaced > 0) return <ReasonButton {...look} reason={t`An import of people cannot be undone: others may have worked with them since.`}><Trans>Undo Import</Trans></ReasonButton>
  if (!undoable) return null
  if (counts.new + counts.replaced === 0) return <ReasonButton {...look} reason={t`This import changed nothing, so there is nothing to undo.`}><Trans>Undo Import</Trans></ReasonButton>
  return (
    <>
      <Button {...look} onClick={() => setAsking(true)}><Trans>Undo Import</Trans></Button>
      {asking && <UndoDialog id={id} fileName={fileName} onClose={() => setAsking(false)} />}
    </>
  )
}

function UndoDialog({ id, fileName, onClose }: { id: string; fileName: string; onClose: () => void }) {
  const { t } = useLingui()
  const foreseen = useQuery(api.imports.undoPreview.queryOptions({ import: id }, { staleTime: 0, gcTime: 0 }))
  const undo = useMutation(api.imports.undo.mutationOptions({ meta: { told: true }, onSuccess: async () => { await refreshAll(); onClose() } }))
  const failed = foreseen.error ?? undo.error
  const problem = failed && problemOf(failed)
  const rows = foreseen.data?.remove ?? 0
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Undo the import of ${fileName}?`} verb={rows > 0 ? <Plural value={rows} one="Undo # row" other="Undo # rows" /> : <Trans>Undo Import</Trans>}
      pending={undo.isPending} disabled={rows === 0} onConfirm={() => undo.mutate({ import: id })} error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      {!foreseen.data && !problem && <SkeletonRows rows={3} height={20} />}
      {foreseen.data && <Consequences {...foreseen.data} />}
    </DangerDialog>
  )
}

function Consequences({ remove, restore, stay }: Outputs['imports']['undoPreview']) {
  if (remove === 0) return <Text size="sm"><Trans>Every award that came from this file was changed since. There is nothing that could be put back.</Trans></Text>
  return (
    <>
      <Text size="sm"><Trans>Everything that the import touched becomes what it was before:</Trans></Text>
      <List size="sm">
        <List.Item><Plural value={remove} one="# award leaves its holder’s history; an open renewal of it ends" other="# awards leave their holders’ histories; open renewals of them end" /></List.Item>
        {restore > 0 && <List.Item><Plural value={restore} one="# earlier award is current again, as it was" other="# earlier awards are current again, as they were" /></List.Item>}
        {stay > 0 && <List.Item><Plural value={stay} one="# row stays as it is, because its award was changed since; it is listed afterwards" other="# rows stay as they are, because their awards were changed since; they are listed afterwards" /></List.Item>}
      </List>
      <Text size="sm"><Trans>It happens in the background, once per import, and cannot be stopped. To have the rows again, import the file again.</Trans></Text>
    </>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Group } from '@mantine/core'
import { IconDownload, IconPlayerStop, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { DeleteExportDialog } from './delete-export-dialog.tsx'
import { type Export, isOpen } from './export-state.tsx'
import { fileHref } from './follow-export.tsx'

/** Fetch it, stop it, try it once more, delete it: what fits its state. */
export function ExportActions({ shown }: { shown: Export }) {
  const { t } = useLingui()
  const [deleting, setDeleting] = useState(false)
  const cancel = useMutation(api.exports.cancel.mutationOptions({ onSuccess: refreshAll }))
  const retry = useMutation(api.exports.retry.mutationOptions({ onSuccess: refreshAll }))
  const { id, name, file, retryable } = shown
  const look = { variant: 'default', size: 'compact-sm' }
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      {file && <Button {...look} component="a" href={fileHref(id)} download aria-label={t`Download ${name}`} leftSection={<IconDownload size={14} aria-hidden />}><Trans>Download</Trans></Button>}
      {isOpen(shown) && <Button {...look} loading={cancel.isPending} onClick={() => cancel.mutate({ export: id })} leftSection={<IconPlayerStop size={14} aria-hidden />}><Trans>Cancel</Trans></Button>}
      {retryable && <Button {...look} loading={retry.isPending} onClick={() => retry.mutate({ export: id })} leftSection={<IconRefresh size={14} aria-hidden />}><Trans>Retry</Trans></Button>}
      <ActionIcon variant="subtle" color="red" aria-label={t`Delete ${name}`} onClick={() => setDeleting(true)}><IconTrash size={18} aria-hidden /></ActionIcon>
      {deleting && <DeleteExportDialog shown={shown} onClose={() => setDeleting(false)} />}
    </Group>
  )
}

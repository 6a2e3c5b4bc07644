import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { checkName } from '@recert/domain/text'
import { IconCopy, IconDots, IconPencil, IconShare, IconShareOff, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { api, client, type Outputs, refreshAll } from '../../api.ts'
import { NameDialog } from '../../parts/name-dialog.tsx'
import { showUndoToast } from '../../parts/undo-toast.tsx'
import { ShareDialog } from './share-dialog.tsx'

export type Report = Outputs['reports']['list']['items'][number]

type Props = {
  report: Report
  /** What else the menu offers, first. */
  children?: ReactNode
  onChanged?: () => Promise<void>
  /** Instead of looking at everything again. */
  onDeleted?: () => Promise<void>
}

/** What can be done with a saved report, in the list and on its page. */
export function ReportMenu({ report, children, onChanged = refreshAll, onDeleted = refreshAll }: Props) {
  const { id, name, shared, mayChange } = report
  const { t } = useLingui()
  const [asked, setAsked] = useState<'rename' | 'copy' | 'share' | null>(null)
  const close = () => setAsked(null)
  const unshare = useMutation(api.reports.update.mutationOptions({
    onSuccess: async () => {
      showUndoToast(t`${name} is no longer shared.`, async () => {
        await client.reports.update.mutate({ report: id, shared: true, version: (await client.reports.get.query({ report: id })).version })
        await onChanged()
        return t`${name} is shared again.`
      })
      await onChanged()
    },
  }))
  const remove = useMutation(api.reports.delete.mutationOptions({
    onSuccess: async () => {
      showUndoToast(t`${name} is deleted.`, async () => {
        await client.reports.restore.mutate({ report: id })
        return t`${name} is back.`
      })
      await onDeleted()
    },
  }))
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target><ActionIcon variant="subtle" color="gray" size="lg" loading={remove.isPending || unshare.isPending} aria-label={t`Actions for ${name}`}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {children}
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => setAsked('copy')}><Trans>Duplicate …</Trans></Menu.Item>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} disabled={!mayChange} onClick={() => setAsked('rename')}><Trans>Rename …</Trans><Why mayChange={mayChange} /></Menu.Item>
          {shared
            ? <Menu.Item leftSection={<IconShareOff size={16} aria-hidden />} disabled={!mayChange} onClick={() => unshare.mutate({ report: id, shared: false, version: report.version })}><Trans>Stop sharing</Trans><Why mayChange={mayChange} /></Menu.Item>
            : <Menu.Item leftSection={<IconShare size={16} aria-hidden />} disabled={!mayChange} onClick={() => setAsked('share')}><Trans>Share …</Trans><Why mayChange={mayChange} /></Menu.Item>}
          <Menu.Item color="var(--mantine-color-red-text)" leftSection={<IconTrash size={16} aria-hidden />} disabled={!mayChange} onClick={() => remove.mutate({ report: id })}><Trans>Delete</Trans><Why mayChange={mayChange} /></Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === 'copy' && <CopyDialog report={report} onClose={close} />}
      {asked === 'rename' && <RenameDialog report={report} onClose={close} onChanged={onChanged} />}
      {asked === 'share' && <ShareDialog report={report} onClose={close} onChanged={onChanged} />}
    </>
  )
}

function Why({ mayChange }: { mayChange: boolean }) {
  return !mayChange && <Text size="xs" component="div"><Trans>Only its owner and superadmins may.</Trans></Text>
}

/** A copy is one's own, and shared with nobody. It opens at once. */
function CopyDialog({ report: { id, name }, onClose }: { report: Report; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const copy = useMutation(api.reports.copy.mutationOptions({
    meta: { told: true },
    onSuccess: async (made) => {
      onClose()
      await refreshAll()
      await navigate({ to: '/reports/$report', params: { report: made.id } })
    },
  }))
  return (
    <NameDialog
      title={t`Duplicate ${name}`} initial={t`Copy of ${name}`} check={checkName} verb={<Trans>Duplicate</Trans>}
      onClose={onClose} onSave={(chosen) => copy.mutate({ report: id, name: chosen })} pending={copy.isPending} failed={copy.error}
    />
  )
}

function RenameDialog({ report: { id, name, version }, onClose, onChanged }: { report: Report; onClose: () => void; onChanged: () => Promise<void> }) {
  const { t } = useLingui()
  const rename = useMutation(api.reports.update.mutationOptions({
    meta: { told: true },
    onSuccess: async (_, { name: chosen }) => {
      onClose()
      notifications.show({ color: 'teal', message: t`It is called ${chosen} now.` })
      await onChanged()
    },
  }))
  return (
    <NameDialog
      title={t`Rename ${name}`} initial={name} check={checkName} verb={<Trans>Rename</Trans>}
      onClose={onClose} onSave={(chosen) => rename.mutate({ report: id, name: chosen, version })} pending={rename.isPending} failed={rename.error}
    />
  )
}

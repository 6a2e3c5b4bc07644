import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { ReportDefinition } from '@recert/domain/reports'
import { checkName } from '@recert/domain/text'
import { ReasonButton } from '@recert/ui/reason-button'
import { IconArrowBackUp, IconDeviceFloppy } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { NameDialog } from '../../parts/name-dialog.tsx'
import { ExportMenu } from '../exports/export-menu.tsx'
import { type Report, ReportMenu } from './report-menu.tsx'

type Props = {
  report: Report
  /** As it is shown. */
  definition: ReportDefinition
  /** Whether that is another one than is saved. */
  changed: boolean
  saving: boolean
  onSave: () => void
  onDiscard: () => void
  onChanged: () => Promise<void>
  onDeleted: () => Promise<void>
}

/** What can be done with the report that is open. */
export function ReportActions({ report, definition, changed, saving, onSave, onDiscard, onChanged, onDeleted }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [naming, setNaming] = useState(false)
  const create = useMutation(api.reports.create.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ id }, made) => {
      notifications.show({ color: 'teal', message: t`${made.name} is saved.` })
      await refreshAll()
      await navigate({ to: '/reports/$report', params: { report: id }, ignoreBlocker: true })
    },
  }))
  const look = { leftSection: <IconDeviceFloppy size={18} aria-hidden /> }
  const reason = !report.mayChange ? t`Only its owner and superadmins change it. Save it as a report of your own.` : changed ? null : t`Nothing has been changed since it was saved.`
  return (
    <>
      <ExportMenu source={changed ? { definition, name: report.name } : { reportId: report.id }} />
      <Button variant="default" onClick={() => setNaming(true)}><Trans>Save as …</Trans></Button>
      {reason === null
        ? <Button {...look} loading={saving} onClick={onSave}><Trans>Save Changes</Trans></Button>
        : <ReasonButton {...look} reason={reason}><Trans>Save Changes</Trans></ReasonButton>}
      <ReportMenu report={report} onChanged={onChanged} onDeleted={onDeleted}>
        {changed && <Menu.Item leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={onDiscard}><Trans>Discard the changes</Trans></Menu.Item>}
      </ReportMenu>
      {naming && (
        <NameDialog
          title={<Trans>Save as a report of its own</Trans>} initial={t`Copy of ${report.name}`} check={checkName} verb={<Trans>Save</Trans>} pending={create.isPending} failed={create.error}
          onClose={() => setNaming(false)} onSave={(name) => create.mutate({ name, definition })}
        />
      )}
    </>
  )
}

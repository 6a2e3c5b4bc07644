import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { emptyDefinition } from '@recert/domain/reports'
import { checkName } from '@recert/domain/text'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { NameDialog } from '../../parts/name-dialog.tsx'
import { Page } from '../../parts/page.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { ExportMenu } from '../exports/export-menu.tsx'
import { changesOf, definitionOf } from './definition.ts'
import { ReportViewer } from './report-viewer.tsx'
import { useKindTexts } from './use-kind-texts.ts'

const route = getRouteApi('/shell/retraining/reports/new')

/** R13.1: a report that is not saved yet. All of it stands in the address: the link gives it to others, too. */
export function NewReportPage() {
  const { t } = useLingui()
  const { countBy, kind = 'users_certifications', name = '', ...changes } = route.useSearch()
  const navigate = route.useNavigate()
  const texts = useKindTexts()[kind]
  const base = useMemo(() => emptyDefinition(kind), [kind])
  const definition = definitionOf(base, changes)
  const [touched, setTouched] = useState(false)
  const [naming, setNaming] = useState(false)
  const create = useMutation(api.reports.create.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ id }, made) => {
      notifications.show({ color: 'teal', message: t`${made.name} is saved.` })
      await refreshAll()
      await navigate({ to: '/reports/$report', params: { report: id }, search: { countBy }, replace: true, ignoreBlocker: true })
    },
  }))
  const title = name || t`New report`
  return (
    <Page
      title={title} crumbs={[{ title: t`Certifications & Retraining` }, { title: t`Reports`, to: '/reports' }]} description={<>{texts.name} · {texts.answers}</>}
      actions={(
        <>
          <ExportMenu source={{ definition, name: title }} />
          <Button leftSection={<IconDeviceFloppy size={18} aria-hidden />} onClick={() => setNaming(true)}><Trans>Save report …</Trans></Button>
        </>
      )}
    >
      <UnsavedGuard dirty={touched} />
      <ReportViewer
        base={base} definition={definition} named={undefined} place={{ kind }} countBy={countBy} building
        onCountBy={(by) => void navigate({ search: (before) => ({ ...before, countBy: by }), replace: true, resetScroll: false })}
        onChange={(next, looked) => {
          if (!looked) setTouched(true)
          void navigate({ search: (before) => ({ ...before, ...changesOf(base, next) }), replace: true, resetScroll: false })
        }}
      />
      {naming && (
        <NameDialog
          title={<Trans>Save the report</Trans>} initial={name} check={checkName} verb={<Trans>Save</Trans>} pending={create.isPending} failed={create.error}
          onClose={() => setNaming(false)} onSave={(chosen) => create.mutate({ name: chosen, definition })}
        />
      )}
    </Page>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Tabs } from '@mantine/core'
import { IconCalendarRepeat, IconTable } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, client, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { SchedulesPanel } from '../report-schedules/schedules-panel.tsx'
import { changesOf, definitionOf, isChanged } from './definition.ts'
import { ReportActions } from './report-actions.tsx'
import { ReportConflict } from './report-conflict.tsx'
import { ReportViewer } from './report-viewer.tsx'
import { useKindTexts } from './use-kind-texts.ts'
import { type SavedReport, useSaveReport } from './use-save-report.ts'

const route = getRouteApi('/shell/retraining/reports/$report')

/** R13.1: a saved report, with the changes to it that are not saved yet in the address. */
export function ReportPage() {
  const { report: id } = route.useParams()
  const { data } = useSuspenseQuery(api.reports.get.queryOptions({ report: id }))
  // A link from one report to another begins anew.
  return <Viewer key={data.id} report={data} />
}

function Viewer({ report }: { report: SavedReport }) {
  const { t } = useLingui()
  const { tab = 'rows', countBy, ...changes } = route.useSearch()
  const navigate = route.useNavigate()
  // The report that the changes are made to: what somebody else saves meanwhile is told, not mixed in.
  const [stored, setStored] = useState(report)
  const [touched, setTouched] = useState(false)
  const texts = useKindTexts()[stored.definition.kind]
  const definition = definitionOf(stored.definition, changes)
  const changed = isChanged(stored.definition, definition)
  const show = (next: typeof definition, base = stored.definition) => void navigate({ search: (before) => ({ ...before, ...changesOf(base, next) }), replace: true, resetScroll: false })
  const reread = async () => {
    setStored(await client.reports.get.query({ report: stored.id }))
    await refreshAll()
  }
  const { save, theirs, settle } = useSaveReport(stored, (newest) => {
    setStored(newest)
    setTouched(false)
    show(newest.definition, newest.definition)
  })
  return (
    <Page
      title={stored.name} crumbs={[{ title: t`Certifications & Retraining` }, { title: t`Reports`, to: '/reports' }]} description={<>{texts.name} · {texts.answers}</>}
      badge={(
        <>
          {stored.shared && <Badge variant="light" tt="none"><Trans>Shared</Trans></Badge>}
          {changed && <Badge color="orange" variant="light" tt="none"><Trans>Not saved</Trans></Badge>}
        </>
      )}
      actions={(
        <ReportActions
          report={stored} definition={definition} changed={changed} saving={save.isPending} onSave={() => save.mutate({ report: stored.id, version: stored.version, definition })}
          onDiscard={() => { setTouched(false); show(stored.definition) }} onChanged={reread} onDeleted={async () => {
            await navigate({ to: '/reports', ignoreBlocker: true })
            await refreshAll()
          }}
        />
      )}
    >
      <UnsavedGuard dirty={touched && changed} />
      {theirs && (
        <ReportConflict
          onLoad={() => { setStored(theirs); setTouched(false); show(theirs.definition, theirs.definition); settle() }}
          onKeep={() => { setStored(theirs); show(definition, theirs.definition); settle() }}
        />
      )}
      <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate({ search: (before) => ({ ...before, tab: next === 'schedules' ? next : undefined }), replace: true, resetScroll: false })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="rows" leftSection={<IconTable size={16} aria-hidden />}><Trans>Report</Trans></Tabs.Tab>
          <Tabs.Tab value="schedules" leftSection={<IconCalendarRepeat size={16} aria-hidden />}><Trans>Schedules</Trans></Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="rows">
          <ReportViewer
            base={stored.definition} definition={definition} named={stored.named} place={{ report: stored.id }} countBy={countBy} building={false}
            onCountBy={(by) => void navigate({ search: (before) => ({ ...before, countBy: by }), replace: true, resetScroll: false })}
            onChange={(next, looked) => { if (!looked) setTouched(true); show(next) }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="schedules"><SchedulesPanel reportId={stored.id} /></Tabs.Panel>
      </Tabs>
    </Page>
  )
}

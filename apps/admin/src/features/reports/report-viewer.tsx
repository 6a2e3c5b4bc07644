import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Drawer, Group, NativeSelect, Paper, Stack } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { REPORT_GROUPS, type ReportDefinition, type ReportGroup } from '@recert/domain/reports'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { FilterPills } from '../../parts/filter-pills.tsx'
import { ReportCounts } from './report-counts.tsx'
import type { ReportPlace } from './report-link.tsx'
import { ReportRows } from './report-rows.tsx'
import classes from './report-viewer.module.css'
import type { Named } from './use-chosen.ts'
import { useDefinitionPills, withoutFilters } from './use-definition-pills.ts'

const ReportBuilder = lazy(() => import('./report-builder.tsx').then(({ ReportBuilder }) => ({ default: ReportBuilder })))

type Props = {
  /** As it was saved, or as a new report begins. */
  base: ReportDefinition
  definition: ReportDefinition
  named: Named | undefined
  /** `looked`: only to look at it otherwise, as by another order; nobody asks whether that is to be kept. */
  onChange: (definition: ReportDefinition, looked?: true) => void
  place: ReportPlace
  countBy: ReportGroup | undefined
  onCountBy: (by: ReportGroup | undefined) => void
  /** Whether the builder is open at first. */
  building: boolean
}

/** A report on the screen: what it asks for, in the builder and in words, and its rows or counts. */
export function ReportViewer({ base, definition, named, onChange, place, countBy, onCountBy, building: openedAtFirst }: Props) {
  const { t } = useLingui()
  const wide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false })
  const [building, setBuilding] = useState(openedAtFirst && Boolean(wide))
  const change = (changes: Partial<ReportDefinition>) => onChange({ ...definition, ...changes })
  // How often filters were taken off outside the builder.
  const [takenOff, setTakenOff] = useState(0)
  const pills = useDefinitionPills({ definition, named, onChange: (changes) => { setTakenOff(takenOff + 1); change(changes) } })
  const clear = () => { setTakenOff(takenOff + 1); onChange(withoutFilters(definition)) }
  const groups: Record<ReportGroup, string> = { certification: t`Counts by certification`, branch: t`Counts by branch`, group: t`Counts by group`, standing: t`Counts by standing`, association: t`Counts by association` }
  const builder = <Suspense fallback={<SkeletonRows />}><ReportBuilder definition={definition} named={named} onChange={change} takenOff={takenOff} /></Suspense>
  const narrowed = pills.length > 0 ? clear : undefined
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Button variant="default" leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />} aria-expanded={building} onClick={() => setBuilding(!building)}><Trans>Filters and columns</Trans></Button>
        <NativeSelect
          aria-label={t`What is shown`} value={countBy ?? 'rows'} data={[{ value: 'rows', label: t`Rows` }, ...REPORT_GROUPS.map((value) => ({ value, label: groups[value] }))]}
          onChange={({ currentTarget }) => onCountBy(REPORT_GROUPS.find((each) => each === currentTarget.value))}
        />
      </Group>
      <FilterPills filters={pills} onClear={clear} />
      <div className={classes.viewer} data-building={(wide && building) || undefined}>
        {wide && building && <Paper component="section" withBorder p="xs" aria-label={t`What the report asks for`}>{builder}</Paper>}
        {countBy
          // Anew for each question: what was counted by another must not stand under this one's heading, nor lead on by it.
          ? <ReportCounts key={countBy} base={base} definition={definition} by={countBy} place={place} onClearFilters={narrowed} />
          : <ReportRows definition={definition} onSort={(sort, direction) => onChange({ ...definition, sort, direction }, true)} onClearFilters={narrowed} />}
      </div>
      {!wide && <BuilderDrawer opened={building} onClose={() => setBuilding(false)}>{builder}</BuilderDrawer>}
    </Stack>
  )
}

function BuilderDrawer({ opened, onClose, children }: { opened: boolean; onClose: () => void; children: ReactNode }) {
  return (
    <Drawer opened={opened} onClose={onClose} title={<Trans>Filters and columns</Trans>} size="md">
      <Stack gap="md">
        {children}
        <Button onClick={onClose}><Trans>Show the report</Trans></Button>
      </Stack>
    </Drawer>
  )
}

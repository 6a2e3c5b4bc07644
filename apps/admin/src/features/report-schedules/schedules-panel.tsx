import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { Instant } from '@recert/ui/instant'
import { IconCalendarRepeat, IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { api, client, pagesOf } from '../../api.ts'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { useMe } from '../../shell/session.ts'
import { cronWords } from './cron-words.ts'
import { ScheduleMenu } from './schedule-menu.tsx'
import type { Schedule } from './schedule-values.ts'

const ScheduleDialog = lazy(() => import('./schedule-dialog.tsx').then(({ ScheduleDialog: component }) => ({ default: component })))

/** When a saved report goes out by itself, and to whom: one's own schedules; superadmins see everybody's. */
export function SchedulesPanel({ reportId }: { reportId: string }) {
  const { t } = useLingui()
  const seesAll = useMe().role === 'superadmin'
  const [editing, setEditing] = useState<Schedule | 'new' | null>(null)
  const columns = useColumns()
  const list = listOf(useInfiniteQuery(pagesOf(api.reportSchedules.list, client.reportSchedules.list.query, { report: reportId })))
  const menu = (schedule: Schedule) => <ScheduleMenu schedule={schedule} onEdit={() => setEditing(schedule)} />
  const add = <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}><Trans>New schedule</Trans></Button>
  return (
    <Stack gap="md">
      {list.rows && list.rows.length > 0 && (
        <Group justify="space-between" gap="sm">
          <Text size="sm" c="dimmed" maw={640}><Trans>Each recipient gets a mail that leads to a file of their own: with the people whom they may see, in their language and time zone.</Trans></Text>
          {add}
        </Group>
      )}
      <ListTable
        label={t`Schedules`} list={list} rowKey={({ id }) => id} columns={columns} actions={menu}
        card={(schedule) => <ScheduleCard schedule={schedule} menu={menu(schedule)} />}
        empty={(
          <EmptyState icon={IconCalendarRepeat} title={seesAll ? <Trans>This report goes to nobody by itself</Trans> : <Trans>You have set up no schedule</Trans>} actions={add}>
            <Trans>With a schedule it is made at set times, and each recipient is told by mail. Everybody gets the people whom they may see.</Trans>
          </EmptyState>
        )}
      />
      <Suspense>{editing && <ScheduleDialog reportId={reportId} schedule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}</Suspense>
    </Stack>
  )
}

function useColumns(): Column<Schedule>[] {
  const { t } = useLingui()
  return [
    { key: 'when', title: t`When`, header: true, render: (schedule) => <When schedule={schedule} /> },
    { key: 'state', title: t`State`, render: (schedule) => <State schedule={schedule} /> },
    { key: 'next', title: t`Next time`, render: ({ nextAt }) => (nextAt ? <Instant value={nextAt} /> : <Text size="sm" c="dimmed"><Trans>Not planned</Trans></Text>) },
    { key: 'last', title: t`Last time`, render: ({ lastAt }) => (lastAt ? <Instant value={lastAt} /> : <Text size="sm" c="dimmed"><Trans>Not yet</Trans></Text>) },
    { key: 'format', title: t`Format`, render: ({ format }) => format.toUpperCase() },
    { key: 'recipients', title: t`Recipients`, render: (schedule) => <Recipients schedule={schedule} /> },
    { key: 'owner', title: t`By`, render: ({ ownerName }) => ownerName },
  ]
}

function When({ schedule: { cron, timeZone } }: { schedule: Schedule }) {
  return (
    <>
      <Text size="sm" fw={600}>{cronWords(cron) ?? cron}</Text>
      <Text size="xs" c="dimmed">{timeZone} · <span style={{ fontFamily: 'var(--mantine-font-family-monospace)' }}>{cron}</span></Text>
    </>
  )
}

function State({ schedule: { active, stopped } }: { schedule: Schedule }) {
  const { t } = useLingui()
  const [color, title] = stopped ? ['red', t`Stopped`] : active ? ['teal', t({ context: 'schedule or rule', message: 'Active' })] : ['gray', t`Paused`]
  return (
    <>
      <Badge color={color} variant="light" tt="none" miw="max-content">{title}</Badge>
      {stopped && <Text size="xs" c="var(--mantine-color-red-text)" mt={4}>{stopped.message}</Text>}
    </>
  )
}

function Recipients({ schedule: { recipients } }: { schedule: Schedule }) {
  return (
    <Stack gap={2}>
      {recipients.map(({ id, name, username, skipped }) => (
        <div key={id}>
          <Text size="sm" td={skipped ? 'line-through' : undefined}>{name || username}</Text>
          {skipped && <Text size="xs" c="var(--mantine-color-red-text)">{skipped.message}</Text>}
        </div>
      ))}
    </Stack>
  )
}

function ScheduleCard({ schedule, menu }: { schedule: Schedule; menu: ReactNode }) {
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap" align="flex-start"><div><When schedule={schedule} /></div>{menu}</Group>
      <div><State schedule={schedule} /></div>
      {schedule.nextAt && <Text size="sm" component="div"><Trans>Next:</Trans> <Instant value={schedule.nextAt} /></Text>}
      <Recipients schedule={schedule} />
    </Stack>
  )
}

import { t } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { api, client, refreshAll } from '../../api.ts'
import { showUndoToast } from '../../parts/undo-toast.tsx'
import { cronWords } from './cron-words.ts'
import type { Schedule } from './schedule-values.ts'

/** What can be done with a schedule. */
export function ScheduleMenu({ schedule, onEdit }: { schedule: Schedule; onEdit: () => void }) {
  const { t } = useLingui()
  const { id, reportId, active, version, cron } = schedule
  const setActive = useMutation(api.reportSchedules.update.mutationOptions({ onSuccess: refreshAll }))
  const remove = useMutation(api.reportSchedules.delete.mutationOptions({
    onSuccess: async () => {
      tellDeleted(schedule)
      await refreshAll()
    },
  }))
  const words = cronWords(cron) ?? cron
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target><ActionIcon variant="subtle" color="gray" loading={setActive.isPending || remove.isPending} aria-label={t`Actions for ${words}`}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}><Trans>Edit …</Trans></Menu.Item>
        {active
          ? <Menu.Item leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={() => setActive.mutate({ report: reportId, schedule: id, active: false, version })}><Trans>Pause</Trans></Menu.Item>
          : <Menu.Item leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => setActive.mutate({ report: reportId, schedule: id, active: true, version })}><Trans>Let it go on</Trans></Menu.Item>}
        <Menu.Item color="var(--mantine-color-red-text)" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => remove.mutate({ report: reportId, schedule: id })}><Trans>Delete</Trans></Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const tellDeleted = ({ id, reportId }: Schedule): void => showUndoToast(t`The schedule is deleted.`, async () => {
  await client.reportSchedules.restore.mutate({ report: reportId, schedule: id })
  return t`The schedule is there again.`
})

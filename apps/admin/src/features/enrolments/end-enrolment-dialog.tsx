import { Trans, useLingui } from '@lingui/react/macro'
import { List, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { nameOf } from '@recert/domain/people'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import type { Enrolment } from './enrolments-list.tsx'

/** Ends an enrolment, and says what is kept. */
export function EndEnrolmentDialog({ enrolment, onClose }: { enrolment: Enrolment; onClose: () => void }) {
  const { t } = useLingui()
  const person = nameOf(enrolment)
  const { itemName } = enrolment
  const end = useMutation(api.enrolments.end.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      notifications.show({ color: 'teal', message: t`${person} is no longer enrolled in ${itemName}.` })
      onClose()
      await refreshAll()
    },
  }))
  const problem = end.error && problemOf(end.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`End the enrolment of ${person} in ${itemName}?`} verb={<Trans>End 1 enrolment</Trans>}
      pending={end.isPending} onConfirm={() => end.mutate({ enrolment: enrolment.id })} error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      <List size="sm" spacing={4}>
        {enrolment.kind === 'course'
          ? <List.Item><Trans>The course disappears from the person’s activities.</Trans></List.Item>
          : <List.Item><Trans>The plan disappears from the person’s activities, and so do those of its courses in which they were enrolled only through this plan.</Trans></List.Item>}
        <List.Item><Trans>What was done in it, completions and certifications are kept. Enrolled again, the person goes on from there.</Trans></List.Item>
      </List>
      {enrolment.completedAt === null && enrolment.materialsDone > 0 && <Text size="sm"><Trans>The person has begun and not finished yet.</Trans></Text>}
    </DangerDialog>
  )
}

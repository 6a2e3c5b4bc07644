import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { api, type Outputs, refreshAll } from '../../api.ts'

type Material = Outputs['materials']['list']['items'][number]

/** Takes a material out of a course, or deletes it from the central repository; says whose progress goes with it. */
export function RemoveMaterialDialog({ material: { id, title, shared, courses, progressCount }, course, onClose }: { material: Material; course?: string; onClose: () => void }) {
  const { t } = useLingui()
  const stays = course !== undefined && shared
  const options = {
    meta: { told: true } as const,
    onSuccess: async () => {
      onClose()
      notifications.show({ color: 'teal', message: stays ? t`${title} is taken out of the course.` : t`${title} is deleted.` })
      await refreshAll()
    },
  }
  const remove = useMutation(api.materials.remove.mutationOptions(options))
  const erase = useMutation(api.materials.delete.mutationOptions(options))
  const failed = remove.error ?? erase.error
  const problem = failed && problemOf(failed)
  const inUse = course === undefined && courses.length > 0
  return (
    <DangerDialog
      opened onClose={onClose} pending={remove.isPending || erase.isPending} disabled={inUse}
      onConfirm={() => (course === undefined ? erase.mutate({ material: id }) : remove.mutate({ course, material: id }))}
      title={stays ? t`Take ${title} out of the course?` : t`Delete ${title}?`}
      verb={stays ? <Trans>Take out</Trans> : progressCount > 0 ? <Plural value={progressCount} one="Delete with the progress of # person" other="Delete with the progress of # people" /> : <Trans>Delete</Trans>}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      {inUse && <Text size="sm"><Plural value={courses.length} one="It cannot be deleted while # course uses it. Take it out there first." other="It cannot be deleted while # courses use it. Take it out there first." /></Text>}
      {!inUse && (stays
        ? <Text size="sm"><Trans>It stays in the central repository, with what people did in it. Whoever has done all the rest of the course has then completed it.</Trans></Text>
        : (
            <Text size="sm">
              <Plural value={progressCount} _0="Nobody has begun it yet." one="# person has begun or completed it; their progress is deleted with it." other="# people have begun or completed it; their progress is deleted with it." />
              {' '}<Trans>Courses and certifications that are completed already stay so. This cannot be taken back.</Trans>
            </Text>
          ))}
    </DangerDialog>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { List, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api, type Outputs, queryClient, refreshAll } from '../../api.ts'

type Item = { id: string; kind: 'course' | 'learning_plan'; name: string }
type Uses = Outputs['courses']['uses']

/** Only what nobody uses can be deleted; the dialog says what does. */
export function DeleteItemDialog({ item: { id, kind, name }, onClose, onDone }: { item: Item; onClose: () => void; onDone: () => Promise<void> | void }) {
  const { t } = useLingui()
  const ofCourse = useQuery({ ...api.courses.uses.queryOptions({ course: id }, { staleTime: 0 }), enabled: kind === 'course' })
  const ofPlan = useQuery({ ...api.learningPlans.uses.queryOptions({ plan: id }, { staleTime: 0 }), enabled: kind === 'learning_plan' })
  const uses = kind === 'course' ? ofCourse : ofPlan
  const options = {
    meta: { told: true } as const,
    onSuccess: async () => {
      notifications.show({ color: 'teal', message: t`${name} is deleted.` })
      await onDone()
      // The browser's Back must not find it alive.
      queryClient.removeQueries({ queryKey: (kind === 'course' ? api.courses : api.learningPlans).get.queryKey() })
      void refreshAll()
    },
  }
  const removeCourse = useMutation(api.courses.delete.mutationOptions(options))
  const removePlan = useMutation(api.learningPlans.delete.mutationOptions(options))
  const failed = uses.error ?? removeCourse.error ?? removePlan.error
  const problem = failed && problemOf(failed)
  const used = uses.data !== undefined && Object.values(uses.data).some((count) => count > 0)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Delete ${name}?`} verb={<Trans>Delete</Trans>} pending={removeCourse.isPending || removePlan.isPending} disabled={!uses.data || used}
      onConfirm={() => (kind === 'course' ? removeCourse.mutate({ course: id }) : removePlan.mutate({ plan: id }))}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      {!uses.data && !problem && <SkeletonRows rows={2} height={20} />}
      {uses.data && (used
        ? <Used {...uses.data} />
        : <Text size="sm">{kind === 'course' ? <Trans>Nobody uses it. Its own materials are deleted with it; those of the central repository stay. This cannot be taken back.</Trans> : <Trans>Nobody uses it. Its courses stay. This cannot be taken back.</Trans>}</Text>)}
    </DangerDialog>
  )
}

function Used({ plans, certifications, enrolments, completions, awards }: Uses) {
  return (
    <>
      <Text size="sm"><Trans>It cannot be deleted, because it is used. What people did is kept.</Trans></Text>
      <List size="sm">
        {plans > 0 && <List.Item><Plural value={plans} one="# learning plan holds it" other="# learning plans hold it" /></List.Item>}
        {certifications > 0 && <List.Item><Plural value={certifications} one="# certification is earned by it" other="# certifications are earned by it" /></List.Item>}
        {enrolments > 0 && <List.Item><Plural value={enrolments} one="# person is enrolled" other="# people are enrolled" /></List.Item>}
        {completions > 0 && <List.Item><Plural value={completions} one="# completion is on record" other="# completions are on record" /></List.Item>}
        {awards > 0 && <List.Item><Plural value={awards} one="# award was earned by it" other="# awards were earned by it" /></List.Item>}
      </List>
    </>
  )
}

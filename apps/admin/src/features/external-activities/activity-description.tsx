import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useViewer } from '@recert/ui/viewer'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import { focusFirstError, FormProblems } from '../../parts/form.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { ActivityFields } from './activity-fields.tsx'
import { checksOf, FIELD_OF_CODE } from './activity-checks.ts'
import { type Activity, type ActivityValues, reportOf, valuesOf } from './activity-values.ts'

/** How an approved activity reads; what its award stands on stays. */
export function ActivityDescription({ activity, onClose }: { activity: Activity; onClose: () => void }) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const form = useForm<ActivityValues>({ initialValues: valuesOf(activity, timeZone), validate: checksOf('', timeZone) })
  const save = useMutation(api.externalActivities.update.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ title }) => {
      notifications.show({ color: 'teal', message: t`“${title}” is saved.` })
      onClose()
      await refreshAll()
    },
  }))
  const submit = form.onSubmit((values) => {
    const { title, type, institute, score, credits } = reportOf(values, timeZone)
    save.mutate({ activity: activity.id, version: activity.version, title, type, institute, score, credits })
  }, (errors) => focusFirstError(form, errors))
  return (
    <form onSubmit={submit} noValidate>
      <UnsavedGuard dirty={form.isDirty() && !save.isPending && !save.isSuccess} />
      <Stack gap="md">
        <FormProblems errors={form.errors} failed={save.error} fields={FIELD_OF_CODE} />
        <ActivityFields form={form} decided />
        <Text size="sm" c="dimmed"><Trans>Dates and certification stay as they were approved. To correct what was awarded, open the award.</Trans></Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button type="submit" loading={save.isPending}><Trans>Save Changes</Trans></Button>
        </Group>
      </Stack>
    </form>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { focusFirstError, FormProblems } from '../../parts/form.tsx'

const RETENTION_MOST = 36_500
const EXPIRING_MOST = 3650

/** The organisation's periods: how long files and logs are kept, and from when on an award counts as expiring. */
export function SettingsDialog({ settings, onClose }: { settings: Outputs['organisation']['settings']; onClose: () => void }) {
  const { t } = useLingui()
  const days = (text: string, most: number) => (/^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most ? null : t`Enter a whole number of days, from 1 to ${most}.`)
  const form = useForm({
    initialValues: { retentionDays: String(settings.retentionDays), expiringDays: String(settings.expiringDays) },
    validate: { retentionDays: (text) => days(text, RETENTION_MOST), expiringDays: (text) => days(text, EXPIRING_MOST) },
  })
  const save = useMutation(api.organisation.update.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      notifications.show({ color: 'teal', message: t`The settings are saved.` })
      onClose()
      await refreshAll()
    },
  }))
  const submit = form.onSubmit(({ retentionDays, expiringDays }) => save.mutate({ retentionDays: Number(retentionDays), expiringDays: Number(expiringDays) }), (errors) => focusFirstError(form, errors))
  return (
    <Modal opened onClose={onClose} title={<Trans>Periods</Trans>}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormProblems errors={form.errors} failed={save.error} fields={{}} />
          <TextInput label={t`Days for which ended jobs and files of imports are kept`} description={t`Afterwards the nightly clearing up forgets them. What was imported stays.`} inputMode="numeric" required maxLength={6} {...form.getInputProps('retentionDays')} />
          <TextInput label={t`Days before expiry from which an award counts as expiring`} inputMode="numeric" required maxLength={6} {...form.getInputProps('expiringDays')} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button type="submit" loading={save.isPending}><Trans>Save Changes</Trans></Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

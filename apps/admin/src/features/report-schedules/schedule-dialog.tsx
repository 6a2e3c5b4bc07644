import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { timeZoneChoices } from '@recert/ui/time-zones'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import { focusFirstError, FormProblems, useShownRefusal } from '../../parts/form.tsx'
import { labelOf } from '../../parts/found-people.ts'
import { PeopleField } from '../../parts/people-picker.tsx'
import { useMe } from '../../shell/session.ts'
import { type Separator, useSeparators } from '../exports/use-separators.ts'
import { cronWords } from './cron-words.ts'
import { cronOf, newValues, rhythmOf, RHYTHMS, type Rhythm, type Schedule, type ScheduleValues, termsOf } from './schedule-values.ts'

type Form = Pick<UseFormReturnType<ScheduleValues>, 'values' | 'errors' | 'getInputProps'>

/** Beside which field the server's refusals stand. */
const FIELDS = {
  CRON_INVALID: 'cron', CRON_TOO_OFTEN: 'cron', TIME_ZONE_UNKNOWN: 'timeZone', RECIPIENT_NOT_FOUND: 'recipients', RECIPIENTS_INACTIVE: 'recipients', RECIPIENTS_MAY_NOT: 'recipients',
}

/** A new schedule, or one that is changed. */
export function ScheduleDialog({ reportId, schedule, onClose }: { reportId: string; schedule: Schedule | null; onClose: () => void }) {
  const { t } = useLingui()
  const me = useMe()
  const form = useForm<ScheduleValues>({
    initialValues: schedule ? valuesOf(schedule) : newValues(me.timeZone, [{ id: me.id, label: labelOf(me) }]),
    validate: {
      time: (_, values) => (values.rhythm !== 'cron' && cronOf(values) === null ? t`Write a time such as 07:00.` : null),
      cron: (_, values) => (values.rhythm === 'cron' && cronWords(values.cron) === null ? t`Write five fields: minute, hour, day of the month, month, day of the week.` : null),
      recipients: (recipients) => (recipients.length === 0 ? t`Choose at least one person.` : null),
    },
  })
  const done = { meta: { told: true as const }, onSuccess: async () => {
    onClose()
    notifications.show({ color: 'teal', message: t`The schedule is saved.` })
    await refreshAll()
  } }
  const create = useMutation(api.reportSchedules.create.mutationOptions(done))
  const update = useMutation(api.reportSchedules.update.mutationOptions(done))
  const failed = create.error ?? update.error
  useShownRefusal(form, failed, FIELDS)
  const save = (values: ScheduleValues) => (schedule
    ? update.mutate({ report: reportId, schedule: schedule.id, version: schedule.version, ...termsOf(values) })
    : create.mutate({ report: reportId, ...termsOf(values) }))
  const separators = useSeparators()
  const { values } = form
  return (
    <Modal opened onClose={onClose} title={schedule ? t`Edit the schedule` : t`New schedule`} size="lg">
      <form noValidate onSubmit={form.onSubmit(save, (errors) => focusFirstError(form, errors))}>
        <Stack gap="md">
          <FormProblems errors={form.errors} failed={failed} fields={FIELDS} />
          <WhenFields form={form} />
          <Group grow align="flex-start">
            <Select label={t`Format`} allowDeselect={false} data={[{ value: 'xlsx', label: t`Excel (XLSX)` }, { value: 'csv', label: 'CSV' }]} {...form.getInputProps('format')} />
            {values.format === 'csv' && <Select label={t`Separator`} allowDeselect={false} data={separators} {...form.getInputProps('separator')} />}
          </Group>
          <PeopleField
            label={t`Recipients`} description={t`Whoever may see awards. Each gets a file with the people whom they may see.`} data-path="recipients"
            value={values.recipients} onChange={(recipients) => form.setFieldValue('recipients', recipients)} error={form.errors['recipients']}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button type="submit" loading={create.isPending || update.isPending}>{schedule ? <Trans>Save Changes</Trans> : <Trans>Create the schedule</Trans>}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function WhenFields({ form }: { form: Form }) {
  const { t } = useLingui()
  const rhythms = useRhythms()
  const [weekdays, days] = [useWeekdays(), useDays()]
  const { values } = form
  const words = cronWords(cronOf(values) ?? '')
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: values.rhythm === 'weekly' || values.rhythm === 'monthly' ? 3 : 2 }}>
        <Select label={t`How often`} allowDeselect={false} data={RHYTHMS.map((value) => ({ value, label: rhythms[value] }))} {...form.getInputProps('rhythm')} />
        {values.rhythm === 'weekly' && <Select label={t`On`} allowDeselect={false} data={weekdays} {...form.getInputProps('weekday')} />}
        {values.rhythm === 'monthly' && <Select label={t`Day of the month`} allowDeselect={false} data={days} {...form.getInputProps('day')} />}
        {values.rhythm === 'cron'
          ? <TextInput label={t`Rule`} description={t`Minute, hour, day of the month, month, day of the week; at most hourly.`} {...form.getInputProps('cron')} />
          : <TextInput type="time" label={t`At`} {...form.getInputProps('time')} error={form.errors['time'] ?? form.errors['cron']} />}
      </SimpleGrid>
      <Select label={t`Time zone`} searchable allowDeselect={false} nothingFoundMessage={t`Nothing found`} limit={200} data={timeZoneChoices(values.timeZone)} {...form.getInputProps('timeZone')} />
      <Text size="sm" c="dimmed" role="status">{words === null ? <Trans>This is no rule yet.</Trans> : <>{words} ({values.timeZone})</>}</Text>
    </>
  )
}

function useRhythms(): Record<Rhythm, string> {
  const { t } = useLingui()
  return { daily: t`Every day`, weekdays: t`Every weekday`, weekly: t`Every week`, monthly: t`Every month`, cron: t`By a rule of one’s own` }
}

/** From Monday on; Sunday is 0. The fourth of January 2026 is one. */
function useWeekdays(): { value: string; label: string }[] {
  const { i18n } = useLingui()
  const name = new Intl.DateTimeFormat(i18n.locale, { weekday: 'long', timeZone: 'UTC' })
  return [1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: name.format(Date.UTC(2026, 0, 4 + day)) }))
}

/** Those that every month has, and its last. */
function useDays(): { value: string; label: string }[] {
  const { t } = useLingui()
  return [...Array.from({ length: 28 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) })), { value: 'L', label: t`The last` }]
}

const valuesOf = ({ cron, timeZone, format, separator, recipients }: Schedule): ScheduleValues => ({
  ...rhythmOf(cron), timeZone, format, separator: separator as Separator,
  recipients: recipients.map(({ id, username, name }) => ({ id, label: labelOf({ username, firstName: name, lastName: '' }) })),
})

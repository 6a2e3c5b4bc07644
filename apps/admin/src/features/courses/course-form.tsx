import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Paper, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { checkCode, checkName, checkText } from '@recert/domain/text'
import { checkActivityId, DESCRIPTION_MOST } from '@recert/domain/training'
import { focusFirstError, FormProblems, refusalOf, useShownRefusal } from '../../parts/form.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'

export type CourseValues = { code: string; name: string; description: string; selfEnrolment: boolean; activityId: string | null }

const FIELD_OF_CODE = { NAME_REQUIRED: 'name', CODE_REQUIRED: 'code', CODE_TAKEN: 'code', CODE_LOOKS_LIKE_UUID: 'code', ACTIVITY_ID_TAKEN: 'activityId', URL_INVALID: 'activityId' }

type Props = { initial: CourseValues; onSave: (values: CourseValues) => void; pending: boolean; failed: unknown; saved: boolean; readOnly?: boolean }

export function CourseForm({ initial, onSave, pending, failed, saved, readOnly = false }: Props) {
  const { t } = useLingui()
  const form = useForm({
    initialValues: { ...initial, activityId: initial.activityId ?? '' },
    validate: {
      name: (name) => refusalOf(() => checkName(name)),
      code: (code) => refusalOf(() => checkCode(code)),
      description: (description) => refusalOf(() => checkText(description, 'description', DESCRIPTION_MOST)),
      activityId: (activityId) => refusalOf(() => checkActivityId(activityId)),
    },
  })
  useShownRefusal(form, failed, FIELD_OF_CODE)

  const submit = form.onSubmit(
    ({ code, name, description, selfEnrolment, activityId }) => onSave({ code: code.trim(), name: name.trim(), description: description.trim(), selfEnrolment, activityId: activityId.trim() || null }),
    (errors) => focusFirstError(form, errors),
  )
  return (
    <Paper withBorder p="lg" maw={720}>
      <UnsavedGuard dirty={form.isDirty() && !saved && !pending} />
      <form onSubmit={submit} noValidate>
        <Stack gap="md" component="fieldset" bd="none" p={0} m={0} {...(readOnly ? { disabled: true } : {})}>
          <FormProblems errors={form.errors} failed={failed} fields={FIELD_OF_CODE} />
          <TextInput label={t`Name`} required withAsterisk maxLength={255} {...form.getInputProps('name')} />
          <TextInput label={t`Code`} description={t`Files and programs name the course by it, so it is unique.`} required withAsterisk maxLength={255} {...form.getInputProps('code')} />
          <Textarea label={t`Description`} description={t`Optional. Learners see it before they begin.`} autosize minRows={2} maxRows={8} {...form.getInputProps('description')} />
          <Checkbox label={t`Learners may enrol themselves`} description={t`The course is then offered in the portal to everybody.`} {...form.getInputProps('selfEnrolment', { type: 'checkbox' })} />
          <TextInput label={t`xAPI activity id`} description={t`Optional. The address by which another system’s xAPI statements name this course.`} inputMode="url" maxLength={2000} {...form.getInputProps('activityId')} />
          {!readOnly && <Group justify="flex-end"><Button type="submit" loading={pending}><Trans>Save Changes</Trans></Button></Group>}
        </Stack>
      </form>
    </Paper>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { checkCode, checkName, checkText } from '@recert/domain/text'
import { DESCRIPTION_MOST } from '@recert/domain/training'
import { focusFirstError, FormProblems, refusalOf, useShownRefusal } from '../../parts/form.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { type PlanCourse, PlanCourses } from './plan-courses.tsx'

export type PlanValues = { code: string; name: string; description: string; courses: PlanCourse[] }

const FIELD_OF_CODE = { NAME_REQUIRED: 'name', CODE_REQUIRED: 'code', CODE_TAKEN: 'code', CODE_LOOKS_LIKE_UUID: 'code' }

type Props = { initial: PlanValues; onSave: (values: { code: string; name: string; description: string; courses: string[] }) => void; pending: boolean; failed: unknown; saved: boolean; readOnly?: boolean }

export function LearningPlanForm({ initial, onSave, pending, failed, saved, readOnly = false }: Props) {
  const { t } = useLingui()
  const form = useForm<PlanValues>({
    initialValues: initial,
    validate: {
      name: (name) => refusalOf(() => checkName(name)),
      code: (code) => refusalOf(() => checkCode(code)),
      description: (description) => refusalOf(() => checkText(description, 'description', DESCRIPTION_MOST)),
    },
  })
  useShownRefusal(form, failed, FIELD_OF_CODE)

  const submit = form.onSubmit(
    ({ code, name, description, courses }) => onSave({ code: code.trim(), name: name.trim(), description: description.trim(), courses: courses.map(({ id }) => id) }),
    (errors) => focusFirstError(form, errors),
  )
  return (
    <Paper withBorder p="lg" maw={720}>
      <UnsavedGuard dirty={form.isDirty() && !saved && !pending} />
      <form onSubmit={submit} noValidate>
        <Stack gap="md" component="fieldset" bd="none" p={0} m={0} {...(readOnly ? { disabled: true } : {})}>
          <FormProblems errors={form.errors} failed={failed} fields={FIELD_OF_CODE} />
          <TextInput label={t`Name`} required withAsterisk maxLength={255} {...form.getInputProps('name')} />
          <TextInput label={t`Code`} description={t`Files and programs name the learning plan by it, so it is unique.`} required withAsterisk maxLength={255} {...form.getInputProps('code')} />
          <Textarea label={t`Description`} description={t`Optional. Learners see it before they begin.`} autosize minRows={2} maxRows={8} {...form.getInputProps('description')} />
          <PlanCourses value={form.values.courses} onChange={(courses) => form.setFieldValue('courses', courses)} readOnly={readOnly} />
          {!readOnly && <Group justify="flex-end"><Button type="submit" loading={pending}><Trans>Save Changes</Trans></Button></Group>}
        </Stack>
      </form>
    </Paper>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Checkbox, Group, NativeSelect, Paper, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { checkValidity } from '@recert/domain/certifications'
import { type Validity, VALIDITY_UNITS } from '@recert/domain/dates'
import { checkCode, checkName, checkText } from '@recert/domain/text'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode } from 'react'
import { focusFirstError, FormProblems, refusalOf, useShownRefusal } from '../../parts/form.tsx'
import { ReadOnly } from '../../parts/read-only.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { readAmount } from './read-amount.ts'

export type CertificationValues = { name: string; code: string | null; description: string; validity: Validity; allowRetake: boolean }

type Fields = { name: string; code: string; description: string; amount: string; unit: Validity['unit']; allowRetake: boolean }

const FIELD_OF_CODE = { NAME_REQUIRED: 'name', CODE_TAKEN: 'code', CODE_LOOKS_LIKE_UUID: 'code', VALIDITY_INVALID: 'amount' }
const DESCRIPTION_MOST = 10_000

type Props = {
  initial: CertificationValues
  /** Why nothing can be changed here. */
  readOnly?: string | null
  onSave: (values: CertificationValues) => void
  pending: boolean
  failed: unknown
  saved: boolean
  /** Beside the button. */
  aside?: ReactNode
}

/** R3.2. */
export function CertificationForm({ initial, readOnly = null, onSave, pending, failed, saved, aside }: Props) {
  const { t } = useLingui()
  const units = useUnits()
  const form = useForm<Fields>({
    initialValues: fieldsOf(initial),
    // In the order of the fields, so that the first wrong one gets the focus.
    validate: {
      name: (name) => refusalOf(() => checkName(name)),
      code: (code) => (code.trim() === '' ? null : refusalOf(() => checkCode(code))),
      description: (description) => refusalOf(() => checkText(description, 'description', DESCRIPTION_MOST)),
      amount: (amount, { unit }) => refusalOf(() => checkValidity({ amount: readAmount(amount), unit })),
    },
  })

  // Once for each refusal: the form itself changes with every key.
  useShownRefusal(form, failed, FIELD_OF_CODE)

  const submit = form.onSubmit(
    ({ name, code, description, amount, unit, allowRetake }) => onSave({
      name: name.trim(), code: code.trim() || null, description: description.trim(), validity: { amount: readAmount(amount) ?? 0, unit }, allowRetake,
    }),
    (errors) => focusFirstError(form, errors),
  )
  return (
    <Paper withBorder p="lg" maw={720}>
      <UnsavedGuard dirty={form.isDirty() && !saved && !pending} />
      <form onSubmit={submit} noValidate>
        <ReadOnly reason={readOnly}>
          <Stack gap="md">
            <FormProblems errors={form.errors} failed={failed} fields={FIELD_OF_CODE} />
            <TextInput label={t`Name`} required withAsterisk maxLength={255} {...form.getInputProps('name')} />
            <TextInput label={t`Code`} description={t`Optional. Files and programs name the certification by it, so it is unique.`} maxLength={255} {...form.getInputProps('code')} />
            <Textarea label={t`Description`} description={t`Optional. Learners see it beside their certification.`} autosize minRows={2} maxRows={8} {...form.getInputProps('description')} />
            <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
              <TextInput label={t`Expires after`} description={t`A whole number. 0 means never.`} inputMode="numeric" required withAsterisk maxLength={6} {...form.getInputProps('amount')} />
              <NativeSelect label={t`Unit`} description={t`On the calendar in UTC.`} data={units} {...form.getInputProps('unit')} />
            </Group>
            <Checkbox label={t`Allow users to retake the same course or learning plan to renew`} {...form.getInputProps('allowRetake', { type: 'checkbox' })} />
            {form.values.allowRetake && (
              <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
                <Trans>When a learner starts a renewal, their progress in the chosen course or learning plan is reset, so that it can be worked through again. What they did before is kept.</Trans>
              </Alert>
            )}
            <Group justify="space-between">
              <div>{aside}</div>
              {readOnly === null && <Button type="submit" loading={pending}><Trans>Save Changes</Trans></Button>}
            </Group>
          </Stack>
        </ReadOnly>
      </form>
    </Paper>
  )
}

const fieldsOf = ({ name, code, description, validity, allowRetake }: CertificationValues): Fields =>
  ({ name, code: code ?? '', description, amount: String(validity.amount), unit: validity.unit, allowRetake })

function useUnits() {
  const { t } = useLingui()
  const names: Record<Validity['unit'], string> = { day: t`Days`, week: t`Weeks`, month: t`Months`, year: t`Years` }
  return VALIDITY_UNITS.map((unit) => ({ value: unit, label: names[unit] }))
}

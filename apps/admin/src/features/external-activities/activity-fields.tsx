import { useLingui } from '@lingui/react/macro'
import { SimpleGrid, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { DayField } from '../../parts/day-field.tsx'
import { useSession } from '../../shell/session.ts'
import type { ActivityValues } from './activity-values.ts'
import { CertificationSelect } from './certification-select.tsx'

/** A form that holds these fields, and perhaps more: useForm's own type does not know that the one is the other. */
export type ActivityForm = UseFormReturnType<ActivityValues>

/** R9.1: what is said of a training. `decided`: its dates and its certification stand behind an award, and are not shown. */
export function ActivityFields({ form, decided = false }: { form: ActivityForm; decided?: boolean }) {
  const { t } = useLingui()
  const { features } = useSession()
  return (
    <>
      <TextInput label={t`Title`} required withAsterisk maxLength={255} {...form.getInputProps('title')} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t`Type`} description={t`In your words: seminar, conference, …`} maxLength={255} {...form.getInputProps('type')} />
        <TextInput label={t`Institute`} description={t`Who held the training.`} maxLength={255} {...form.getInputProps('institute')} />
      </SimpleGrid>
      {!decided && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <DayField label={t`From`} description={t`Optional.`} value={form.values.startedDay} max={form.values.completedDay} onChange={(day) => form.setFieldValue('startedDay', day)} />
          <DayField
            label={t`Completed on`} description={t`Awards are valid from then on.`} required min={form.values.startedDay}
            {...form.getInputProps('completedDay')} value={form.values.completedDay} onChange={(day) => form.setFieldValue('completedDay', day)}
          />
        </SimpleGrid>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t`Score`} description={t`Optional.`} inputMode="decimal" maxLength={12} {...form.getInputProps('score')} />
        <TextInput label={t`Credits`} description={t`Optional.`} inputMode="decimal" maxLength={12} {...form.getInputProps('credits')} />
      </SimpleGrid>
      {!decided && features.certifications && (
        <CertificationSelect
          label={t`Certification`} description={t`What the training awards. Leave it empty if it awards nothing.`}
          value={form.values.certification} onChange={(certification) => form.setFieldValue('certification', certification)} error={form.errors.certification}
        />
      )}
    </>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconArchive } from '@tabler/icons-react'
import { PeoplePicker } from '../../parts/people-picker.tsx'
import { nobodyPicked } from '../../parts/picked-people.ts'
import { CertificationSelect } from '../certifications/certification-select.tsx'
import type { AwardValues } from './award-input.ts'
import { StepTitle } from './step-title.tsx'

/** Checks fields by name, and goes on when none is wrong. */
export type Check = (errors: Record<string, string | null | undefined>, goOn: () => void) => void

/** `retired`: the name of the certification from which one came, if it awards nothing new. */
type Props = { form: UseFormReturnType<AwardValues>; retired: string | null; check: Check; onNext: () => void }

export function WhoStep({ form, retired, check, onNext }: Props) {
  const { t } = useLingui()
  const { certification, people } = form.values
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        check({ certification: certification ? null : t`Choose the certification to award.`, people: nobodyPicked(people) ? t`Nobody is chosen. Choose people, groups or branches.` : null }, onNext)
      }}
    >
      <Stack gap="md">
        <StepTitle first={!form.isTouched()}><Trans>Who is awarded what?</Trans></StepTitle>
        {retired !== null && (
          <Alert color="yellow" variant="light" icon={<IconArchive aria-hidden />}><Trans>{retired} is retired and awards nothing new. Choose another certification, or take it back into use first.</Trans></Alert>
        )}
        <CertificationSelect
          label={t`Certification`} required data-path="certification" value={certification} error={form.errors.certification}
          onChange={(chosen) => { form.setValues({ certification: chosen, item: null, expires: null, alwaysValid: null }); form.clearFieldError('certification') }}
        />
        <PeoplePicker value={people} error={form.errors.people} data-path="people" onChange={(chosen) => { form.setValues({ people: chosen, activity: null }); form.clearFieldError('people') }} />
        <Group justify="flex-end"><Button type="submit"><Trans>Next</Trans></Button></Group>
      </Stack>
    </form>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Group, Radio, Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { describeValidity } from '@recert/domain/certifications'
import { DomainError } from '@recert/domain/errors'
import { chooseLanguage } from '@recert/ui/language'
import { useViewer } from '@recert/ui/viewer'
import { refusalOf } from '../../parts/form.tsx'
import { type AwardValues, onlyPerson, shownTerms } from './award-input.ts'
import type { TermsValues } from './award-terms.ts'
import { dateErrors } from './date-errors.ts'
import { StepTitle } from './step-title.tsx'
import { TermsFields } from './terms-fields.tsx'
import type { Check } from './who-step.tsx'

type Props = { form: UseFormReturnType<AwardValues>; check: Check; onBack: () => void; onNext: () => void; pending: boolean }

export function TermsStep({ form, check, onBack, onNext, pending }: Props) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const { certification, people, onHeld } = form.values
  const { terms, beyond } = shownTerms(form.values, timeZone)
  const refusal = beyond ? refusalOf(() => { throw new DomainError('EXPIRY_TOO_FAR') }) : null
  const change = (changes: Partial<TermsValues>) => {
    form.setValues(changes)
    form.clearErrors()
  }
  if (!certification) return null
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        check(refusal ? { expires: refusal } : dateErrors(terms, timeZone, t`The issue date is missing. Please enter it.`), onNext)
      }}
    >
      <Stack gap="md">
        <StepTitle><Trans>What does the award say?</Trans></StepTitle>
        <TermsFields
          values={terms} onChange={change} errors={{ ...form.errors, expires: form.errors.expires ?? refusal }} certification={certification.id} person={onlyPerson(people)}
          expiryHelp={<ExpiryHelp certification={certification} touched={form.values.expires !== null} onSuggest={() => form.setValues({ expires: null })} />}
        />
        <Radio.Group label={t`Those who hold the certification already`} value={onHeld} onChange={(value) => form.setFieldValue('onHeld', value === 'skip' ? 'skip' : 'replace')}>
          <Stack gap="xs" mt="xs">
            <Radio value="replace" label={t`Replace their award`} description={t`The current one goes to the history, and this one takes its place.`} />
            <Radio value="skip" label={t`Skip them`} description={t`They keep what they hold.`} />
          </Stack>
        </Radio.Group>
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}><Trans>Back</Trans></Button>
          <Button type="submit" loading={pending}><Trans>Next</Trans></Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Where the expiry date comes from, and the way back to it. */
function ExpiryHelp({ certification: { validity }, touched, onSuggest }: { certification: NonNullable<AwardValues['certification']>; touched: boolean; onSuggest: () => void }) {
  const { i18n } = useLingui()
  if (validity.amount === 0) return <Trans>The certification never expires.</Trans>
  const text = describeValidity(validity, chooseLanguage(i18n.locale, []))
  return touched
    ? <Anchor component="button" type="button" size="xs" onClick={onSuggest}><Trans>Back to the suggestion: issue + {text}</Trans></Anchor>
    : <Trans>Suggested: issue + {text}.</Trans>
}

import { useLingui } from '@lingui/react/macro'
import { Paper, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { dayInZone } from '@recert/domain/dates'
import { useViewer } from '@recert/ui/viewer'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { fieldErrors, focusFirstError, FormProblems } from '../../parts/form.tsx'
import { Page } from '../../parts/page.tsx'
import { NOBODY } from '../../parts/picked-people.ts'
import { Steps } from '../../parts/steps.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { useSession } from '../../shell/session.ts'
import { awardInput, type AwardValues } from './award-input.ts'
import { AwardResult } from './award-result.tsx'
import { FIELD_OF_CODE } from './date-errors.ts'
import { PreviewStep } from './preview-step.tsx'
import { TermsStep } from './terms-step.tsx'
import { WhoStep } from './who-step.tsx'

const route = getRouteApi('/shell/retraining/awarded-users/new')

/** R6.2: Award Users, in three steps: who, what, and what it would do. */
export function NewAwardPage() {
  const { t } = useLingui()
  // Another round begins with an empty form.
  const [round, setRound] = useState(0)
  return (
    <Page title={t`Award Users`} crumbs={[{ title: t`Certifications & Retraining` }, { title: t`Awarded Users`, to: '/awarded-users' }]}>
      <Wizard key={round} onAnother={() => setRound((before) => before + 1)} />
    </Page>
  )
}

const FIELDS = { ...FIELD_OF_CODE, SELECTION_EMPTY: 'people', SELECTION_UNKNOWN: 'people', CERTIFICATION_RETIRED: 'certification', CERTIFICATION_NOT_FOUND: 'certification' }
const OF_FIRST_STEP = ['certification', 'people']

function Wizard({ onAnother }: { onAnother: () => void }) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const { now } = useSession()
  const { certification, person } = route.useLoaderData()
  const [step, setStep] = useState<0 | 1 | 2>(0)
  const form = useForm<AwardValues>({
    initialValues: {
      certification: certification?.retiredAt === null ? certification : null, people: person ? { ...NOBODY, people: [person] } : NOBODY,
      issued: { day: dayInZone(new Date(now), timeZone), time: '' }, expires: null, alwaysValid: null,
      association: 'manual', item: null, activity: null, onHeld: 'replace',
    },
  })
  const input = awardInput(form.values, timeZone)
  // On the step whose field it concerns.
  const showRefusal = (refusal: unknown) => {
    const errors = fieldErrors(refusal, FIELDS)
    const [field] = Object.keys(errors)
    if (!field) return
    setStep(OF_FIRST_STEP.includes(field) ? 0 : 1)
    form.setErrors(errors)
  }
  const preview = useMutation(api.awards.preview.mutationOptions({ meta: { told: true }, onSuccess: () => setStep(2), onError: showRefusal }))
  const create = useMutation(api.awards.create.mutationOptions({ meta: { told: true }, onSuccess: () => refreshAll(), onError: showRefusal }))
  const failed = step === 2 ? create.error : preview.error

  /** Goes on when nothing is wrong; otherwise to the first wrong field. */
  const check = (errors: Record<string, string | null | undefined>, goOn: () => void) => {
    const wrong = Object.fromEntries(Object.entries(errors).filter(([, error]) => error))
    form.setErrors(wrong)
    if (Object.keys(wrong).length === 0) goOn()
    else focusFirstError(form, wrong)
  }
  if (create.data && preview.data) return <AwardResult result={create.data} total={preview.data.total} certification={form.values.certification} onAnother={onAnother} />
  return (
    <Paper withBorder p="lg" maw={820}>
      <UnsavedGuard dirty={form.isDirty() && !create.isPending} />
      <Stack gap="lg">
        <Steps titles={[t`Who`, t`Award`, t`Preview`]} at={step} />
        <FormProblems errors={form.errors} failed={failed} fields={FIELDS} />
        {step === 0 && <WhoStep form={form} retired={certification?.retiredAt ? certification.name : null} check={check} onNext={() => setStep(1)} />}
        {step === 1 && <TermsStep form={form} check={check} onBack={() => setStep(0)} onNext={() => preview.mutate(input)} pending={preview.isPending} />}
        {step === 2 && preview.data && <PreviewStep preview={preview.data} values={form.values} onBack={() => setStep(1)} onConfirm={() => create.mutate(input)} pending={create.isPending} />}
      </Stack>
    </Paper>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Fieldset, Group, Paper, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { EvidenceField } from '@recert/ui/evidence-field'
import { useViewer } from '@recert/ui/viewer'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { focusFirstError, FormProblems, useShownRefusal } from '../../parts/form.tsx'
import { Page } from '../../parts/page.tsx'
import { PeoplePicker } from '../../parts/people-picker.tsx'
import { NOBODY, nobodyPicked, type Picked, selectionOf } from '../../parts/picked-people.ts'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { ActivityFields, type ActivityForm } from './activity-fields.tsx'
import { checksOf, FIELD_OF_CODE } from './activity-checks.ts'
import { type ActivityValues, NEW_ACTIVITY, reportOf } from './activity-values.ts'
import { Consequences } from './consequences.tsx'
import { ReportResult } from './report-result.tsx'

type ReportValues = ActivityValues & { people: Picked }

/** R9.1: Report New Training Activity, for one person or many. */
export function ReportPage() {
  const { t } = useLingui()
  // Another report begins with an empty form.
  const [round, setRound] = useState(0)
  return (
    <Page title={t`Report New Training Activity`} crumbs={[{ title: t`External Training` }, { title: t`Manage`, to: '/external-training' }]}>
      <Report key={round} onAnother={() => setRound((before) => before + 1)} />
    </Page>
  )
}

function Report({ onAnother }: { onAnother: () => void }) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const [sending, setSending] = useState(false)
  const form = useForm<ReportValues>({
    initialValues: { ...NEW_ACTIVITY, people: NOBODY },
    validate: {
      people: (people) => (nobodyPicked(people) ? t`Nobody is chosen. Choose people, groups or branches.` : null),
      ...checksOf(t`The completion date is missing. Please enter it.`, timeZone),
    },
  })
  const create = useMutation(api.externalActivities.create.mutationOptions({ meta: { told: true }, onSuccess: () => refreshAll() }))

  // Once for each refusal: the form itself changes with every key.
  useShownRefusal(form, create.error, FIELD_OF_CODE)

  if (create.data) return <ReportResult activities={'items' in create.data ? create.data.items : [create.data]} onAnother={onAnother} />

  const { people, ...values } = form.values
  const chosen = nobodyPicked(people) ? null : selectionOf(people)
  const submit = form.onSubmit(
    (report) => create.mutate({ ...selectionOf(report.people), ...reportOf(report, timeZone), replace: report.replace, evidenceId: report.evidence?.id ?? null }),
    (errors) => focusFirstError(form, errors),
  )
  return (
    <Paper withBorder p="lg" maw={820}>
      <UnsavedGuard dirty={form.isDirty() && !create.isPending} />
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <FormProblems errors={form.errors} failed={create.error} fields={FIELD_OF_CODE} />
          <Fieldset legend={t`Who took part`}>
            <PeoplePicker {...form.getInputProps('people')} value={people} onChange={(next) => form.setFieldValue('people', next)} />
          </Fieldset>
          <Fieldset legend={t`The training`}>
            <Stack gap="md">
              <ActivityFields form={form as unknown as ActivityForm} />
              <EvidenceField label={t`Certificate file`} value={values.evidence} onChange={(evidence) => form.setFieldValue('evidence', evidence)} onBusy={setSending} />
            </Stack>
          </Fieldset>
          <Consequences people={chosen} values={values} onReplace={(replace) => form.setFieldValue('replace', replace)} />
          <Group justify="flex-end"><Button type="submit" loading={create.isPending} disabled={sending}><Trans>Confirm</Trans></Button></Group>
        </Stack>
      </form>
    </Paper>
  )
}

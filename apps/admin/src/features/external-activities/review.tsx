import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Kbd, Paper, SimpleGrid, Stack, Text, Textarea, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useHotkeys } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { checkNote, externalAllows } from '@recert/domain/external-activities'
import { EvidenceView } from '@recert/ui/evidence-view'
import { Instant } from '@recert/ui/instant'
import { useViewer } from '@recert/ui/viewer'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { api, queryClient, refreshAll } from '../../api.ts'
import { focusFirstError, FormProblems, refusalOf, useShownRefusal } from '../../parts/form.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { useSession } from '../../shell/session.ts'
import { ActivityFields, type ActivityForm } from './activity-fields.tsx'
import { checksOf, FIELD_OF_CODE } from './activity-checks.ts'
import { type Activity, type ActivityValues, reportOf, valuesOf } from './activity-values.ts'
import { Consequences } from './consequences.tsx'
import { firstPending } from './pending.ts'

const FIELDS = { ...FIELD_OF_CODE, NOTE_REQUIRED: 'note' }

/** Milliseconds: before them the shortcut was meant for the report before, and nobody has seen this one. */
const SEEN_AFTER = 1500

type ReviewValues = ActivityValues & { note: string }

/** R9.3: a learner's report beside its evidence: approved, as it is or corrected, or rejected. Then comes the next one. */
export function Review({ activity }: { activity: Activity }) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const { features } = useSession()
  const frame = useRef<HTMLFormElement>(null)
  const onDecided = useNext()
  const form = useForm<ReviewValues>({
    initialValues: { ...valuesOf(activity, timeZone), note: '' },
    validate: { ...checksOf(t`The completion date is missing. Please enter it.`, timeZone), note: (note) => refusalOf(() => checkNote(note, 'approve')) },
  })
  const approve = useMutation(api.externalActivities.approve.mutationOptions({ meta: { told: true }, onSuccess: onDecided }))
  const reject = useMutation(api.externalActivities.reject.mutationOptions({ meta: { told: true }, onSuccess: onDecided }))
  const failed = approve.error ?? reject.error
  const pending = approve.isPending || reject.isPending
  const withoutAward = activity.certificationId !== null && !features.certifications

  const show = (errors: Record<string, unknown>) => focusFirstError(form, errors as Parameters<typeof focusFirstError>[1])
  useShownRefusal(form, failed, FIELDS)

  const submit = form.onSubmit((values) => {
    reject.reset()
    approve.mutate({ activity: activity.id, version: activity.version, ...corrected(form.isDirty, values, timeZone), replace: values.replace, note: values.note, ...(withoutAward ? { certificationCode: null } : {}) })
  }, show)
  const refuse = () => {
    const note = refusalOf(() => checkNote(form.values.note, 'reject'))
    form.setErrors({ note })
    if (note) return show({ note })
    approve.reset()
    reject.mutate({ activity: activity.id, version: activity.version, note: form.values.note })
  }
  const appearedAt = useRef(Infinity)
  useEffect(() => { appearedAt.current = performance.now() }, [activity.id])
  useHotkeys([['mod+Enter', ({ repeat }) => {
    if (repeat || pending || performance.now() - appearedAt.current < SEEN_AFTER) return
    frame.current?.requestSubmit()
  }]], [])

  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Stack gap="sm" component="section" aria-labelledby="evidence">
        <Title order={2} id="evidence"><Trans>Evidence</Trans></Title>
        {activity.evidence ? <EvidenceView evidence={activity.evidence} /> : <Text c="dimmed"><Trans>There is none.</Trans></Text>}
        <Text size="sm" c="dimmed"><Trans>Reported by {activity.reportedBy} on <Instant value={activity.reportedAt} />.</Trans></Text>
        {activity.state === 'rejected' && (
          <Alert color="red" variant="light" icon={<IconX aria-hidden />} title={<Trans>Rejected by {activity.decidedBy}</Trans>}>{activity.note}</Alert>
        )}
      </Stack>
      <Paper withBorder p="lg">
        <UnsavedGuard dirty={form.isDirty() && !pending && !approve.isSuccess && !reject.isSuccess} />
        <form ref={frame} onSubmit={submit} noValidate>
          <Stack gap="md">
            <FormProblems errors={form.errors} failed={failed} fields={FIELDS} />
            <ActivityFields form={form as unknown as ActivityForm} />
            {withoutAward
              ? <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}><Trans>The report asks for “{activity.certificationName}”, but Certifications & Retraining is not active. Approved now, it awards nothing.</Trans></Alert>
              : <Consequences people={{ username: activity.personId }} values={form.values} onReplace={(replace) => form.setFieldValue('replace', replace)} />}
            <Textarea label={t`Note to the learner`} description={t`Needed when you reject: it says why.`} autosize minRows={2} maxRows={8} maxLength={2000} {...form.getInputProps('note')} />
            <Group justify="space-between" gap="sm">
              {externalAllows('reject', activity.state)
                ? <Button variant="outline" color="red" leftSection={<IconX size={18} aria-hidden />} loading={reject.isPending} disabled={approve.isPending} onClick={refuse}><Trans>Reject</Trans></Button>
                : <span />}
              <Group gap="sm">
                <Kbd size="xs" visibleFrom="sm" aria-hidden>Ctrl ⏎</Kbd>
                <Button type="submit" leftSection={<IconCheck size={18} aria-hidden />} loading={approve.isPending} disabled={reject.isPending}>{withoutAward ? <Trans>Approve without award</Trans> : <Trans>Approve</Trans>}</Button>
              </Group>
            </Group>
          </Stack>
        </form>
      </Paper>
    </SimpleGrid>
  )
}

/** Only what was corrected: a day that nobody touched keeps the instant that the learner meant in another zone. */
function corrected(isDirty: (path: keyof ReviewValues) => boolean, values: ReviewValues, timeZone: string) {
  const FIELD_OF = {
    title: 'title', type: 'type', institute: 'institute', score: 'score', credits: 'credits', startedAt: 'startedDay', completedAt: 'completedDay', certificationCode: 'certification',
  } as const
  return Object.fromEntries(Object.entries(reportOf(values, timeZone)).filter(([name]) => isDirty(FIELD_OF[name as keyof typeof FIELD_OF]))) as Partial<ReturnType<typeof reportOf>>
}

/** Says what was decided and goes on to the report that has waited longest, or back to the list when none waits. */
function useNext() {
  const { t } = useLingui()
  const navigate = useNavigate()
  return async (decided: Activity) => {
    notifications.show(decided.state === 'rejected'
      ? { color: 'gray', message: t`“${decided.title}” is rejected.` }
      : { color: decided.outcome === 'refused' ? 'yellow' : 'teal', message: [t`“${decided.title}” is approved.`, decided.message].filter(Boolean).join(' '), autoClose: decided.message ? 10_000 : 5000 })
    const { items: [next] } = await queryClient.fetchQuery({ ...firstPending(), staleTime: 0 })
    if (next) await navigate({ to: '/external-training/$activity', params: { activity: next.id }, ignoreBlocker: true })
    else await navigate({ to: '/external-training', ignoreBlocker: true })
    await refreshAll()
  }
}

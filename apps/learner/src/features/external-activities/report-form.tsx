import '@mantine/core/styles/Progress.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, NativeSelect, Paper, Stack, TextInput, Title } from '@mantine/core'
import { dayInZone } from '@recert/domain/dates'
import { ErrorPanel } from '@recert/ui/error-panel'
import { EvidenceField } from '@recert/ui/evidence-field'
import { problemOf } from '@recert/ui/problem'
import { useViewer } from '@recert/ui/viewer'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api } from '../../api.ts'
import { useSession } from '../../shell/session.ts'
import type { MyActivity } from './activity-card.tsx'
import { errorsOf, type ReportErrors, reportOf, type ReportValues, valuesOf } from './report-values.ts'

/** R9.3: reports a training, changes a report that waits, or reports again what was rejected. */
export function ReportForm({ activity, onClose }: { activity: MyActivity | null; onClose: () => void }) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const { now, features } = useSession()
  const queryClient = useQueryClient()
  const [initial] = useState(() => valuesOf(activity, timeZone))
  const [values, setValues] = useState<ReportValues>(initial)
  const [errors, setErrors] = useState<ReportErrors>({})
  const [sending, setSending] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const file = useRef<HTMLButtonElement>(null)
  const { data: certifications } = useQuery({ ...api.externalActivities.certifications.queryOptions({ limit: 1000 }), enabled: features.certifications })
  const onSuccess = () => queryClient.invalidateQueries()
  const report = useMutation(api.externalActivities.report.mutationOptions({ onSuccess }))
  const change = useMutation(api.externalActivities.updateMine.mutationOptions({ onSuccess }))
  const waits = activity?.state === 'pending'
  const save = waits ? change : report
  const problem = save.error && problemOf(save.error)
  const today = dayInZone(new Date(now), timeZone)
  const dirty = JSON.stringify(values) !== JSON.stringify(initial)
  useBlocker({ shouldBlockFn: () => dirty && !save.isPending && !save.isSuccess && !window.confirm(t`Leave without saving your report?`), enableBeforeUnload: () => dirty && !save.isSuccess })
  useEffect(() => heading.current?.focus(), [])
  // In an effect: only then has the guard against leaving seen that all is saved.
  useEffect(() => { if (save.isSuccess) onClose() }, [save.isSuccess, onClose])

  const set = (changes: Partial<ReportValues>) => {
    setValues((before) => ({ ...before, ...changes }))
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in changes))))
  }
  const text = (name: Exclude<keyof ReportValues, 'evidence'>) => ({
    name, value: values[name], error: errors[name], onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    const found = errorsOf(values, { timeZone, today, texts: { dayMissing: t`The day is missing. Please enter when you completed the training.`, notYet: t`This day has not come yet. Report the training once it is completed.` } })
    setErrors(found)
    const [first] = Object.keys(found)
    if (first === 'evidence') return file.current?.focus()
    if (first) return form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
    if (waits) change.mutate({ activity: activity.id, version: activity.version, ...untouchedLeftOut(reportOf(values, timeZone), values, initial) })
    else report.mutate(reportOf(values, timeZone))
  }

  const offered = certifications?.items ?? []
  return (
    <Paper withBorder radius="lg" p="lg" maw={640}>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="md">
          <Title order={2} ref={heading} tabIndex={-1}>{waits ? <Trans>Change my report</Trans> : <Trans>Report a training</Trans>}</Title>
          {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
          <TextInput label={t`Title`} description={t`What the training is called.`} required withAsterisk maxLength={255} {...text('title')} />
          <TextInput label={t`Completed on`} type="date" required withAsterisk max={today} {...text('completedDay')} />
          <TextInput label={t`From`} description={t`Optional: the first day, if it took longer.`} type="date" max={values.completedDay || today} {...text('startedDay')} />
          {offered.length > 0 && (
            <NativeSelect
              label={t`Certification`} description={t`Optional: what it should count for.`} {...text('certification')}
              data={[{ value: '', label: t`None` }, ...offered.map(({ id, name, code }) => ({ value: id, label: code === null ? name : `${name} (${code})` }))]}
            />
          )}
          <EvidenceField label={t`Your certificate`} required value={values.evidence} onChange={(evidence) => set({ evidence })} onBusy={setSending} error={errors.evidence} buttonRef={file} />
          <TextInput label={t`Type`} description={t`Optional: seminar, conference, …`} maxLength={255} {...text('type')} />
          <TextInput label={t`Institute`} description={t`Optional: who held it.`} maxLength={255} {...text('institute')} />
          <Group grow align="flex-start">
            <TextInput label={t`Score`} description={t`Optional.`} inputMode="decimal" maxLength={12} {...text('score')} />
            <TextInput label={t`Credits`} description={t`Optional.`} inputMode="decimal" maxLength={12} {...text('credits')} />
          </Group>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button type="submit" loading={save.isPending} disabled={sending}>{waits ? <Trans>Save Changes</Trans> : <Trans>Send for approval</Trans>}</Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}

/** A day that nobody touched keeps its instant, also for whoever has moved to another zone since. */
function untouchedLeftOut(report: ReturnType<typeof reportOf>, values: ReportValues, initial: ReportValues) {
  const { startedAt, completedAt, ...rest } = report
  return { ...rest, ...(values.startedDay === initial.startedDay ? {} : { startedAt }), ...(values.completedDay === initial.completedDay ? {} : { completedAt }) }
}

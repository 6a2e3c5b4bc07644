import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { formatCount } from '@recert/ui/format'
import { problemOf } from '@recert/ui/problem'
import { ReasonButton } from '@recert/ui/reason-button'
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { jobName } from './job-name.ts'
import { isOpen, type Job } from './job-state.tsx'

/** What can be done with a run: cancelled while it waits or runs, retried when it failed. A button that does not work says why. */
export function JobActions({ job }: { job: Job }) {
  if (isOpen(job)) return <CancelButton job={job} />
  return job.state === 'failed' ? <RetryButton job={job} /> : null
}

function CancelButton({ job }: { job: Job }) {
  const { t } = useLingui()
  const [asking, setAsking] = useState(false)
  const reason = job.cancelRequested ? t`It was asked to stop, and does so at its next batch.` : job.refusals.cancel?.message
  const look = { variant: 'default', size: 'compact-sm', leftSection: <IconPlayerStop size={14} aria-hidden /> }
  if (reason && !asking) return <ReasonButton {...look} reason={reason}><Trans>Cancel</Trans></ReasonButton>
  return (
    <>
      <Button {...look} onClick={() => setAsking(true)}><Trans>Cancel</Trans></Button>
      {asking && <CancelDialog job={job} onClose={() => setAsking(false)} />}
    </>
  )
}

function CancelDialog({ job: { id, kind, done, total, state }, onClose }: { job: Job; onClose: () => void }) {
  const { t, i18n } = useLingui()
  const name = jobName(kind)
  const cancel = useMutation(api.jobs.cancel.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: state === 'queued' ? t`Cancelled: ${name}` : t`It stops at its next batch: ${name}` })
      onClose()
    },
  }))
  const problem = cancel.error && problemOf(cancel.error)
  const [soFar, all] = [formatCount(done, i18n.locale), formatCount(total, i18n.locale)]
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Cancel “${name}”?`} verb={<Trans>Cancel the run</Trans>} keep={<Trans>Let it go on</Trans>} pending={cancel.isPending}
      onConfirm={() => cancel.mutate({ job: id })}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      {done > 0
        ? <Text size="sm"><Trans>It stops at its next batch. By now {soFar} of {all} are done; what is done by then stays, and the rest is not done.</Trans></Text>
        : <Text size="sm"><Trans>It stops at its next batch, or at once while it only waits. Nothing has been done yet; what is done by then stays.</Trans></Text>}
      <Text size="sm" c="dimmed"><Trans>A cancelled run cannot be taken up again; it has to be started anew.</Trans></Text>
    </DangerDialog>
  )
}

function RetryButton({ job: { id, kind, refusals } }: { job: Job }) {
  const { t } = useLingui()
  const name = jobName(kind)
  const retry = useMutation(api.jobs.retry.mutationOptions({
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`It goes on where it stood: ${name}` })
    },
  }))
  const look = { variant: 'default', size: 'compact-sm', leftSection: <IconRefresh size={14} aria-hidden /> }
  if (refusals.retry) return <ReasonButton {...look} reason={refusals.retry.message}><Trans>Retry</Trans></ReasonButton>
  return <Button {...look} loading={retry.isPending} onClick={() => retry.mutate({ job: id })}><Trans>Retry</Trans></Button>
}

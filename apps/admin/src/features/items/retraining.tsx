import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, MultiSelect, Paper, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { useMay } from '../../shell/session.ts'
import { UnlinkCertificationsDialog } from './unlink-certifications-dialog.tsx'

export type CertificationOfItem = Outputs['items']['certifications']['items'][number]

type Props = { kind: 'course' | 'learning_plan'; item: string; name: string; /** What the button says. */ verb: ReactNode }

/** R4.2: the certifications that a course or learning plan earns, chosen from its own side. */
export function Retraining(props: Props) {
  const { data, error, refetch } = useQuery(api.items.certifications.queryOptions({ kind: props.kind, code: props.item }))
  if (error) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonRows rows={2} />
  // What is stored, here or changed by someone else, is what the next choice starts from.
  return <Chooser {...props} key={data.items.filter(({ linked }) => linked).map(({ id }) => id).join(' ')} certifications={data.items} />
}

function Chooser({ kind, item, name, verb, certifications }: Props & { certifications: CertificationOfItem[] }) {
  const { t } = useLingui()
  const manages = useMay('certifications.manage')
  const stored = certifications.filter(({ linked }) => linked)
  const [chosen, setChosen] = useState(stored.map(({ id }) => id))
  const [asking, setAsking] = useState(false)
  const added = chosen.filter((id) => !stored.some((each) => each.id === id))
  const removed = stored.filter(({ id }) => !chosen.includes(id))
  const dirty = added.length + removed.length > 0
  const save = useMutation(api.items.saveCertifications.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      setAsking(false)
      notifications.show({ color: 'teal', message: added.length > 0 ? t`${name} is saved. Completions count from now on.` : t`${name} is saved.` })
      await refreshAll()
    },
  }))
  const problem = save.error && problemOf(save.error)
  const submit = (awards: 'remove' | 'keep') => save.mutate({ kind, code: item, link: added, unlink: removed.map(({ id }) => ({ certification: id, awards })) })
  return (
    <Paper withBorder p="lg" maw={720}>
      <UnsavedGuard dirty={dirty && !save.isPending && !save.isSuccess} />
      <form onSubmit={(event) => { event.preventDefault(); if (removed.length > 0) setAsking(true); else if (dirty) submit('keep') }}>
        <Stack gap="md">
          {problem && !asking && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
          <MultiSelect
            label={t`Certifications`} searchable clearable hidePickedOptions={false} limit={100} disabled={!manages} value={chosen} onChange={setChosen}
            description={kind === 'course' ? t`Completing this course awards each of these. Completions count from the moment of the assignment on.` : t`Completing this learning plan awards each of these. Completions count from the moment of the assignment on.`}
            data={certifications.map(({ id, code, name }) => ({ value: id, label: code ? `${name} (${code})` : name }))} nothingFoundMessage={t`Nothing found`} placeholder={chosen.length === 0 ? t`Choose certifications` : ''}
            clearButtonProps={{ 'aria-label': t`Choose none` }}
          />
          {certifications.length === 0 && <Text size="sm" c="dimmed"><Trans>There are no certifications yet. Make one under Certifications & Retraining → Manage.</Trans></Text>}
          {manages && <Group justify="flex-end"><Button type="submit" disabled={!dirty} loading={save.isPending && !asking}>{verb}</Button></Group>}
        </Stack>
      </form>
      {asking && (
        <UnlinkCertificationsDialog
          item={name} certifications={removed} pending={save.isPending} onClose={() => setAsking(false)} onConfirm={submit}
          error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        />
      )}
    </Paper>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Divider, Group, List, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { nameOf } from '@recert/domain/people'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { ReasonButton } from '@recert/ui/reason-button'
import { RenewalEndName } from '@recert/ui/renewal-end-name'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { useMay } from '../../shell/session.ts'
import type { Award } from './awards-list.tsx'
import { StartRenewalDialog } from './start-renewal-dialog.tsx'

export type RenewalOffer = Outputs['renewals']['list']
type Renewal = RenewalOffer['renewals'][number]

/** A person's and a certification's name do not fit on one line of a phone. */
const WRAPPING = { h: 'auto', mih: 36, maw: '100%', py: 6, styles: { label: { whiteSpace: 'normal', height: 'auto', textAlign: 'start', lineHeight: 1.4 } } } as const

/** R7.2, R7.3: the open renewal, to be cancelled; or the start of one for the holder, disabled with the reason when there can be none. */
export function AwardRenewals({ award }: { award: Award }) {
  const { data, error, refetch } = useQuery(api.renewals.list.queryOptions({ award: award.id }))
  const manages = useMay('awards.manage')
  const [doing, setDoing] = useState<'start' | 'cancel' | null>(null)
  const close = () => setDoing(null)
  if (error && !data) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonRows rows={2} height={32} />
  const { open, refusal, renewals } = data
  const ended = renewals.filter(({ endedAt }) => endedAt !== null)
  return (
    <Stack gap="sm">
      {open ? (
        <Alert variant="light" icon={<IconRefresh aria-hidden />} title={<Trans>A renewal is open</Trans>}>
          <Stack gap="xs">
            <Text size="sm"><Trans>With “{open.itemName}”, since <Instant value={open.startedAt} />, started by {open.startedBy ?? '–'}. It ends when the item is completed again.</Trans></Text>
            {manages && <Group><Button size="compact-sm" variant="default" onClick={() => setDoing('cancel')}><Trans>Cancel the renewal</Trans></Button></Group>}
          </Stack>
        </Alert>
      ) : <Text size="sm"><Trans>No renewal is open.</Trans></Text>}
      {!open && manages && (
        <Group>
          {refusal
            ? <ReasonButton variant="default" {...WRAPPING} leftSection={<IconRefresh size={18} aria-hidden />} reason={refusal.message}><Trans>Start a renewal for {nameOf(award)}</Trans></ReasonButton>
            : <Button variant="default" {...WRAPPING} leftSection={<IconRefresh size={18} aria-hidden />} onClick={() => setDoing('start')}><Trans>Start a renewal for {nameOf(award)}</Trans></Button>}
        </Group>
      )}
      {ended.length > 0 && (
        <>
          <Divider />
          <List size="sm" spacing={4}>{ended.map((renewal) => <List.Item key={renewal.id}><Ended renewal={renewal} /></List.Item>)}</List>
        </>
      )}
      {doing === 'start' && <StartRenewalDialog award={award} offer={data} onClose={close} />}
      {doing === 'cancel' && open && <CancelDialog renewal={open} onClose={close} />}
    </Stack>
  )
}

function Ended({ renewal: { itemName, startedAt, endedAt, endedKind } }: { renewal: Renewal }) {
  if (!endedAt || !endedKind) return null
  return <Trans>“{itemName}”: <Instant value={startedAt} /> – <Instant value={endedAt} />, <RenewalEndName end={endedKind} /></Trans>
}

function CancelDialog({ renewal: { id, awardId, itemName }, onClose }: { renewal: Renewal; onClose: () => void }) {
  const { t } = useLingui()
  const cancel = useMutation(api.renewals.cancel.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      notifications.show({ color: 'teal', message: t`The renewal is cancelled.` })
      onClose()
      await refreshAll()
    },
  }))
  const problem = cancel.error && problemOf(cancel.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Cancel the renewal with ${itemName}?`} verb={<Trans>Cancel the renewal</Trans>} pending={cancel.isPending}
      onConfirm={() => cancel.mutate({ award: awardId, renewal: id })} error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      <Text size="sm"><Trans>The award stays as it is. What the renewal had reset comes back wherever there is no newer progress.</Trans></Text>
    </DangerDialog>
  )
}

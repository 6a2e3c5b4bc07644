import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Radio, Stack, Text } from '@mantine/core'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { showChangeToast } from '../../parts/undo-toast.tsx'
import type { LinkedItem } from './assigned-items.tsx'

/** R4.8: says how many people earned the certification through the item, and asks what becomes of their awards. */
export function UnlinkItemDialog({ certification, item: { kind, code, name, earned, earnedBy }, onClose }: { certification: string; item: LinkedItem; onClose: () => void }) {
  const { t } = useLingui()
  const [awards, setAwards] = useState<'remove' | 'keep'>('remove')
  const unlink = useMutation(api.items.unlink.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ changeId }) => {
      await refreshAll()
      showChangeToast(t`${name} is unassigned.`, changeId)
      onClose()
    },
  }))
  const problem = unlink.error && problemOf(unlink.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Unassign ${name}?`} pending={unlink.isPending} onConfirm={() => unlink.mutate({ certification, kind, code, awards })}
      verb={awards === 'remove' && earned > 0 ? <Plural value={earned} one="Unassign and remove # award" other="Unassign and remove # awards" /> : <Trans>Unassign</Trans>}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      <Text size="sm">
        <Plural value={earnedBy} _0="Nobody has earned the certification through it." one="# person earned the certification through it." other="# people earned the certification through it." />
        {earned > 0 && <>{' '}<Plural value={earned} one="It is # award, current or earlier." other="These are # awards, current and earlier ones." /></>}
      </Text>
      {earned > 0 && (
        <Radio.Group label={t`What becomes of those awards?`} value={awards} onChange={(value) => setAwards(value as 'remove' | 'keep')}>
          <Stack gap="xs" mt="xs">
            <Radio value="remove" label={t`Remove them`} description={t`Current and earlier ones alike leave their holders’ history; for 30 days they can be brought back. Awards by hand, by external training and through other items stay.`} />
            <Radio value="keep" label={t`Keep them`} description={t`Everybody keeps what they hold. New completions of the item award nothing.`} />
          </Stack>
        </Radio.Group>
      )}
    </DangerDialog>
  )
}

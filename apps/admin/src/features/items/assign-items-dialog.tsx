import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { type Candidate, ItemPicker } from './item-picker.tsx'

export type Assigned = Outputs['items']['linkMany']['items'][number]

/** R4.1: courses and learning plans, many at once, all or none. */
export function AssignItemsDialog({ certification, onClose, onAssigned }: { certification: string; onClose: () => void; onAssigned: (items: Assigned[]) => void }) {
  const [chosen, setChosen] = useState<Candidate[]>([])
  const assign = useMutation(api.items.linkMany.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ items }) => {
      await refreshAll()
      onAssigned(items)
    },
    // Somebody else may have assigned one meanwhile: the list is to show it.
    onError: () => refreshAll(),
  }))
  const problem = assign.error && problemOf(assign.error)
  return (
    <Modal opened onClose={onClose} title={<Trans>Assign Items</Trans>} size="lg">
      <Stack gap="md">
        <ItemPicker
          of={{ certification }} chosen={chosen} onChange={setChosen} taken={<Trans>already assigned</Trans>}
          nothing={<Trans>There are no courses and learning plans yet. Create one first.</Trans>}
        />
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button
            disabled={chosen.length === 0} loading={assign.isPending}
            onClick={() => assign.mutate({ certification, items: chosen.map(({ kind, code }) => ({ kind, code })) })}
          >
            <Trans>Confirm</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

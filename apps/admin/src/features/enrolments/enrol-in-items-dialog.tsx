import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useState } from 'react'
import { type Candidate, ItemPicker } from '../items/item-picker.tsx'
import { useEnrol } from './use-enrol.ts'

/** R12.1: one person into courses and learning plans. */
export function EnrolInItemsDialog({ person, onClose }: { person: { id: string; name: string }; onClose: () => void }) {
  const { t } = useLingui()
  const [chosen, setChosen] = useState<Candidate[]>([])
  const enrol = useEnrol(onClose)
  const problem = enrol.error && problemOf(enrol.error)
  return (
    <Modal opened onClose={onClose} title={t`Enrol ${person.name} in courses and learning plans`} size="lg">
      <Stack gap="md">
        <ItemPicker
          of={{ person: person.id }} chosen={chosen} onChange={setChosen} taken={<Trans>already enrolled</Trans>}
          nothing={<Trans>There are no courses and learning plans yet. Create one first.</Trans>}
        />
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button
            disabled={chosen.length === 0} loading={enrol.isPending}
            onClick={() => enrol.mutate({ usernames: [person.id], items: chosen.map(({ kind, code }) => ({ kind, code })) })}
          >
            <Trans>Enrol</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

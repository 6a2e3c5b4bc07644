import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { ReasonButton } from '@recert/ui/reason-button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import type { Branch, BranchNode } from './tree.ts'

const TOP = 'top'

/** Hangs a branch somewhere else, with all that is below it. */
export function MoveBranchDialog({ branch, branches, onClose }: { branch: BranchNode; branches: Branch[]; onClose: () => void }) {
  const { t } = useLingui()
  const here = branch.parentId ?? TOP
  const [place, setPlace] = useState(here)
  const move = useMutation(api.branches.update.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${branch.name} is moved.` })
      onClose()
    },
  }))
  const problem = move.error && problemOf(move.error)
  // A branch cannot be moved below itself.
  const within = idsWithin(branch)
  const places = branches.filter(({ id }) => !within.has(id)).map(({ id, path }) => ({ value: id, label: path }))
  return (
    <Modal opened onClose={onClose} title={t`Move ${branch.name}`}>
      <form onSubmit={(event) => { event.preventDefault(); if (place !== here) move.mutate({ branch: branch.id, parentId: place === TOP ? null : place }) }}>
        <Stack gap="md">
          {problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
          <Select
            data-autofocus label={t`To`} searchable limit={100} allowDeselect={false} nothingFoundMessage={t`Nothing found`} value={place} onChange={(value) => setPlace(value ?? here)}
            data={[{ value: TOP, label: t`The top` }, ...places]}
          />
          <Text size="sm">
            <Plural value={branch.total} _0="Nobody moves with it." one="# person moves with it." other="# people move with it." /> <Trans>Whoever looks after the old or the new place sees the difference at once.</Trans>
          </Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            {place === here ? <ReasonButton reason={t`It is there already. Choose another place.`}><Trans>Move</Trans></ReasonButton> : <Button type="submit" loading={move.isPending}><Trans>Move</Trans></Button>}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

const idsWithin = ({ id, children }: BranchNode): Set<string> => new Set([id, ...children.flatMap((child) => [...idsWithin(child)])])

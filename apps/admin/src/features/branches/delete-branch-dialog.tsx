import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { ReasonButton } from '@recert/ui/reason-button'
import { useMutation } from '@tanstack/react-query'
import { api, refreshAll } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import type { BranchNode } from './tree.ts'

/** Only an empty branch can be deleted; what is still in it is said. */
export function DeleteBranchDialog({ branch, onClose }: { branch: BranchNode; onClose: () => void }) {
  const { t } = useLingui()
  const remove = useMutation(api.branches.delete.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${branch.name} is deleted.` })
      onClose()
    },
  }))
  const problem = remove.error && problemOf(remove.error)
  if (branch.peopleCount + branch.children.length > 0) return <NotEmpty branch={branch} onClose={onClose} />
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Delete ${branch.name}?`} verb={<Trans>Delete branch</Trans>} pending={remove.isPending} onConfirm={() => remove.mutate({ branch: branch.id })}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
    >
      <Text size="sm"><Trans>Nobody is in it. Power users, managers and keys that look after it no longer name it.</Trans></Text>
    </DangerDialog>
  )
}

function NotEmpty({ branch, onClose }: { branch: BranchNode; onClose: () => void }) {
  const { t } = useLingui()
  const { peopleCount, children } = branch
  return (
    <Modal opened onClose={onClose} title={t`Delete ${branch.name}?`}>
      <Stack gap="md">
        <Text size="sm"><Trans>Only an empty branch can be deleted. In this one there are still:</Trans></Text>
        <List size="sm">
          {peopleCount > 0 && <List.Item><Plural value={peopleCount} one="# person" other="# people" /></List.Item>}
          {children.length > 0 && <List.Item><Plural value={children.length} one="# branch" other="# branches" /></List.Item>}
        </List>
        <Group justify="space-between" gap="sm">
          {peopleCount > 0 ? <LinkButton to="/people" search={{ branch: branch.id }} variant="subtle"><Trans>Show and move the people</Trans></LinkButton> : <span />}
          <Group gap="sm">
            <Button variant="default" data-autofocus onClick={onClose}><Trans>Cancel</Trans></Button>
            <ReasonButton color="red" reason={t`Move the people and branches in it first.`}><Trans>Delete branch</Trans></ReasonButton>
          </Group>
        </Group>
      </Stack>
    </Modal>
  )
}

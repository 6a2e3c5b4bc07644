import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'

/** Asks before changes are lost by leaving the page. */
export function UnsavedGuard({ dirty }: { dirty: boolean }) {
  const { status, proceed, reset } = useBlocker({
    // Filters and tabs of the same page take nothing away.
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  })
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title={<Trans>Leave without saving?</Trans>}>
      <Text size="sm"><Trans>What you changed on this page is not saved yet.</Trans></Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" data-autofocus onClick={() => reset?.()}><Trans>Stay</Trans></Button>
        <Button color="red" onClick={() => proceed?.()}><Trans>Leave without saving</Trans></Button>
      </Group>
    </Modal>
  )
}

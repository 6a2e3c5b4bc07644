import { Plural, Trans } from '@lingui/react/macro'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import type { Assigned } from './assign-items-dialog.tsx'

/** R4.4: right after the assignment, those who completed an item before can be awarded, too. */
export function EarlierOffer({ items, onAward, onClose }: { items: Assigned[]; onAward: (item: Assigned) => void; onClose: () => void }) {
  const offered = items.filter(({ earlier }) => earlier > 0)
  if (offered.length === 0) return null
  return (
    <Alert role="status" variant="light" mb="md" icon={<IconHistory aria-hidden />} title={<Trans>Completed before the assignment</Trans>}>
      <Stack gap="xs">
        <Text size="sm"><Trans>Completions count from the assignment on. Those from before can be awarded once, as well.</Trans></Text>
        {offered.map((item) => (
          <Group key={`${item.kind} ${item.code}`} justify="space-between" gap="sm">
            <Text size="sm"><strong>{item.name}</strong>: <Plural value={item.earlier} one="# person could be awarded" other="# people could be awarded" /></Text>
            <Button size="compact-sm" variant="default" onClick={() => onAward(item)}><Trans>Award earlier completions</Trans></Button>
          </Group>
        ))}
        <Group justify="flex-end"><Button size="compact-sm" variant="subtle" onClick={onClose}><Trans>Not now</Trans></Button></Group>
      </Stack>
    </Alert>
  )
}

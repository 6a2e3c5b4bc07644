import { Trans } from '@lingui/react/macro'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'

/** Somebody else has saved the report since it was opened here. */
export function ReportConflict({ onLoad, onKeep }: { onLoad: () => void; onKeep: () => void }) {
  return (
    <Alert role="alert" color="yellow" variant="light" icon={<IconUsers aria-hidden />} title={<Trans>Someone changed this report meanwhile</Trans>}>
      <Stack gap="xs">
        <Text size="sm"><Trans>Nothing of yours has been saved. Load what it says now, keep what you see here and save it over it, or save yours as a report of its own.</Trans></Text>
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={onLoad}><Trans>Load what it says now</Trans></Button>
          <Button size="compact-sm" variant="default" onClick={onKeep}><Trans>Keep what I see here</Trans></Button>
        </Group>
      </Stack>
    </Alert>
  )
}

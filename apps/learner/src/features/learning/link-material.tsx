import { Trans } from '@lingui/react/macro'
import { Button, Paper, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'

/** Something that lies elsewhere: it opens beside this page, which waits for the learner to come back. */
export function LinkMaterial({ url }: { url: string }) {
  return (
    <Paper withBorder radius="lg" p="md">
      <Stack gap="sm" align="flex-start">
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{url}</Text>
        <Button component="a" href={url} target="_blank" rel="noopener noreferrer" leftSection={<IconExternalLink size={18} aria-hidden />}><Trans>Open in a new tab</Trans></Button>
        <Text size="sm"><Trans>Come back here when you are done, and say so below.</Trans></Text>
      </Stack>
    </Paper>
  )
}

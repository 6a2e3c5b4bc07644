import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Code, Group, Stack, Text } from '@mantine/core'
import { formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import type { Outputs } from '../../api.ts'
import classes from './webhooks.module.css'

/** One try: when, how long, which status, why it did not get through, and the beginning of what was answered. */
export function Answer({ tried: { at, milliseconds, status, message, answer } }: { tried: Outputs['webhooks']['test'] }) {
  const { i18n } = useLingui()
  const took = formatCount(milliseconds, i18n.locale)
  return (
    <Stack gap={6}>
      <Group gap="sm">
        <Badge color={message === null ? 'teal' : 'red'} variant="light" tt="none" miw="max-content">{status ?? <Trans>No answer</Trans>}</Badge>
        <Text size="sm" c="dimmed" component="div"><Instant value={at} /> · <Trans>{took} ms</Trans></Text>
      </Group>
      {message && <Text size="sm">{message}</Text>}
      {answer && <Code block className={classes.text}>{answer}</Code>}
    </Stack>
  )
}

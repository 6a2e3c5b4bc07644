import { Trans } from '@lingui/react/macro'
import { Alert, Button, Code, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type Props = {
  /** What happened and what to do, as a sentence. */
  sentence: ReactNode
  /** The line to look for in the server's log. */
  logId?: string | undefined
  onRetry?: (() => void) | undefined
}

export function ErrorPanel({ sentence, logId, onRetry }: Props) {
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={<Trans>That did not work</Trans>}>
      <Text size="sm">{sentence}</Text>
      {logId && <Text size="sm" mt="xs"><Trans>For the log: <Code>{logId}</Code></Trans></Text>}
      {onRetry && <Group mt="sm"><Button size="xs" variant="default" onClick={onRetry}><Trans>Try again</Trans></Button></Group>}
    </Alert>
  )
}

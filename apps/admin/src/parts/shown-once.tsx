import { Trans } from '@lingui/react/macro'
import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './shown-once.module.css'

/** A key or secret that is never told again, with a button that copies it. `children`: what to do with it. */
export function ShownOnce({ secret, onClose, children }: { secret: string; onClose: () => void; children: ReactNode }) {
  return (
    <Stack gap="md">
      <Text size="sm" component="div">{children}</Text>
      <Code block className={classes.key}>{secret}</Code>
      <Group justify="flex-end" gap="sm">
        <CopyButton value={secret} timeout={3000}>
          {({ copied, copy }) => (
            <Button variant="default" data-autofocus onClick={copy} leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}>
              {copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}><Trans>I have kept it</Trans></Button>
      </Group>
    </Stack>
  )
}

import { Trans } from '@lingui/react/macro'
import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { formatBytes } from '@recert/ui/format'
import { useViewer } from '@recert/ui/viewer'
import { IconDownload, IconFile, IconFileTypePdf } from '@tabler/icons-react'
import classes from './learning.module.css'
import type { MaterialOpened } from './material-page.tsx'

type File = NonNullable<MaterialOpened['file']>

export const fileUrl = ({ id }: Pick<File, 'id'>): string => `/api/v1/files/${id}`

/** A picture is shown, anything else is a card to take it from. */
export function FileMaterial({ file }: { file: File }) {
  return (
    <Stack gap="md">
      {file.mediaType.startsWith('image/') && <img src={fileUrl(file)} alt={file.name} className={classes.image} />}
      <FileCard file={file} />
    </Stack>
  )
}

export function FileCard({ file }: { file: File }) {
  const { language } = useViewer()
  const Icon = file.mediaType === 'application/pdf' ? IconFileTypePdf : IconFile
  return (
    <Paper withBorder radius="lg" p="md">
      <Group justify="space-between" gap="md">
        <Group gap="sm" wrap="nowrap" miw={0}>
          <Icon size={32} stroke={1.5} aria-hidden style={{ flex: 'none' }} />
          <div style={{ overflowWrap: 'anywhere' }}>
            <Text fw={600}>{file.name}</Text>
            <Text size="sm" c="dimmed">{formatBytes(file.size, language)}</Text>
          </div>
        </Group>
        <Button component="a" href={fileUrl(file)} download={file.name} variant="default" leftSection={<IconDownload size={18} aria-hidden />}><Trans>Download</Trans></Button>
      </Group>
    </Paper>
  )
}

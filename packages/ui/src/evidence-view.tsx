import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Group, Image, Paper, Stack, Text } from '@mantine/core'
import { IconDownload, IconFileTypePdf, IconPhotoOff } from '@tabler/icons-react'
import { useState } from 'react'
import { formatBytes } from './format.ts'
import { fileAddress, type StoredFile } from './send-file.ts'

/** A certificate: a picture is shown, anything else can be opened. */
export function EvidenceView({ evidence }: { evidence: StoredFile }) {
  const { t } = useLingui()
  // Not every browser knows every kind of picture: HEIC is a phone's.
  const [shown, setShown] = useState(evidence.mediaType.startsWith('image/'))
  return (
    <Stack gap="sm">
      {shown
        ? <a href={fileAddress(evidence.id)} target="_blank" rel="noreferrer"><Image src={fileAddress(evidence.id)} alt={t`The certificate ${evidence.name}`} fit="contain" mah="75dvh" radius="md" onError={() => setShown(false)} /></a>
        : (
          <Paper withBorder p="xl">
            <Stack align="center" gap="xs">
              {evidence.mediaType === 'application/pdf' ? <IconFileTypePdf size={48} stroke={1.2} aria-hidden /> : <IconPhotoOff size={48} stroke={1.2} aria-hidden />}
              <Text size="sm" c="dimmed" ta="center"><Trans>This file is not shown here. Open it to read it.</Trans></Text>
            </Stack>
          </Paper>
        )}
      <EvidenceLink evidence={evidence} />
    </Stack>
  )
}

/** A certificate to be opened or saved. */
export function EvidenceLink({ evidence: { id, name, size } }: { evidence: StoredFile }) {
  const { i18n } = useLingui()
  return (
    <Group gap={6} wrap="nowrap">
      <IconDownload size={16} aria-hidden style={{ flexShrink: 0 }} />
      <Anchor href={fileAddress(id)} download={name} size="sm" style={{ overflowWrap: 'anywhere' }}>{name}</Anchor>
      <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>{formatBytes(size, i18n.locale)}</Text>
    </Group>
  )
}

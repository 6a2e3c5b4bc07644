import '@mantine/dropzone/styles.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Input, Progress, Stack, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { UPLOAD_LIMIT } from '@recert/domain/files'
import { formatBytes } from '@recert/ui/format'
import { type Sending, sendFile, type StoredFile } from '@recert/ui/send-file'
import { IconFile, IconUpload } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'

type Props = {
  label: string
  /** What is taken, in words. */
  hint: string
  purpose: 'material' | 'scorm'
  value: StoredFile | null
  onChange: (file: StoredFile) => void
  /** Hears whether a file is on its way; the form waits for it. */
  onBusy: (busy: boolean) => void
  error?: string | undefined
}

/** A file of a material: dropped or chosen, and sent at once, with its progress. */
export function UploadField({ label, hint, purpose, value, onChange, onBusy, error }: Props) {
  const { t, i18n } = useLingui()
  const [sent, setSent] = useState<number | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const sending = useRef<Sending | null>(null)
  const openDialog = useRef<() => void>(null)
  const [labelId, errorId] = [useId(), useId()]
  const limit = `${UPLOAD_LIMIT / 1024 / 1024} MB`
  // Whoever leaves the page does not go on sending.
  useEffect(() => () => sending.current?.stop(), [])

  async function send(file: File) {
    setRefusal(null)
    setSent(0)
    onBusy(true)
    sending.current = sendFile(file, purpose, i18n.locale, setSent)
    const result = await sending.current.result
    setSent(null)
    onBusy(false)
    if ('problem' in result) setRefusal(result.problem.sentence)
    if ('file' in result) onChange(result.file)
  }

  const told = refusal ?? error
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={errorId}>
      <Input.Label id={labelId} labelElement="div">{label}</Input.Label>
      <Input.Description mb={6}>{hint} <Trans>At most {limit}.</Trans></Input.Description>
      <Dropzone
        openRef={openDialog} multiple={false} maxSize={UPLOAD_LIMIT} disabled={sent !== null} onDrop={([dropped]) => { if (dropped) void send(dropped) }}
        onReject={([rejected]) => setRefusal(t`“${rejected?.file.name ?? ''}” is larger than ${limit}. Choose a smaller file.`)}
        inputProps={{ 'aria-label': label }} activateOnClick={false} activateOnKeyboard={false} role="presentation" tabIndex={-1}
      >
        <Stack align="center" gap="sm" py="xs">
          {value ? <IconFile size={32} stroke={1.4} aria-hidden /> : <IconUpload size={32} stroke={1.4} aria-hidden />}
          <Text size="sm" ta="center" role="status" style={{ overflowWrap: 'anywhere' }}>{value ? `${value.name} · ${formatBytes(value.size, i18n.locale)}` : <Trans>Drop a file here, or choose one.</Trans>}</Text>
          <Button variant={value ? 'default' : 'light'} disabled={sent !== null} onClick={() => openDialog.current?.()}>{value ? <Trans>Choose another file</Trans> : <Trans>Upload File</Trans>}</Button>
        </Stack>
      </Dropzone>
      {sent !== null && (
        <Group gap="sm" mt="sm" wrap="nowrap">
          <Progress value={sent * 100} animated flex={1} aria-label={t`Uploading`} />
          {sent === 1 && purpose === 'scorm' && <Text size="sm" c="dimmed" role="status"><Trans>Unpacking …</Trans></Text>}
          <Button variant="subtle" size="compact-sm" onClick={() => sending.current?.stop()}><Trans>Cancel</Trans></Button>
        </Group>
      )}
      <div id={errorId} role="alert">{told && <Input.Error mt={6}>{told}</Input.Error>}</div>
    </div>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, CloseButton, FileButton, Group, Input, Paper, Progress, Text } from '@mantine/core'
import { EVIDENCE_LIMIT } from '@recert/domain/files'
import { IconFileUpload, IconPaperclip } from '@tabler/icons-react'
import { type Ref, useEffect, useId, useRef, useState } from 'react'
import { formatBytes } from './format.ts'
import { sendFile, type Sending, type StoredFile } from './send-file.ts'

const ACCEPTED = 'application/pdf,image/png,image/jpeg,image/webp,image/heic,image/heif'

type Props = {
  label: string
  value: StoredFile | null
  onChange: (file: StoredFile | null) => void
  /** Hears whether a file is on its way; a form waits for it. */
  onBusy?: (busy: boolean) => void
  required?: boolean
  error?: string | undefined
  /** The button, to be focused when the file is missing. */
  buttonRef?: Ref<HTMLButtonElement>
}

/** R9.3: a certificate as PDF or picture, sent as soon as it is chosen. What is allowed is said before. */
export function EvidenceField({ label, value, onChange, onBusy, required = false, error, buttonRef }: Props) {
  const { t, i18n } = useLingui()
  const [sent, setSent] = useState<number | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const sending = useRef<Sending | null>(null)
  const [labelId, hintId, errorId] = [useId(), useId(), useId()]
  const limit = `${EVIDENCE_LIMIT / 1024 / 1024} MB`
  // Whoever leaves the page does not go on sending.
  useEffect(() => () => sending.current?.stop(), [])

  async function send(file: File) {
    if (file.size > EVIDENCE_LIMIT) return setRefusal(t`“${file.name}” is larger than ${limit}. Choose a smaller file.`)
    setRefusal(null)
    setSent(0)
    onBusy?.(true)
    sending.current = sendFile(file, 'evidence', i18n.locale, setSent)
    const result = await sending.current.result
    setSent(null)
    onBusy?.(false)
    if ('problem' in result) setRefusal(result.problem.sentence)
    if ('file' in result) onChange(result.file)
  }

  const told = refusal ?? error
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={`${hintId} ${errorId}`}>
      <Input.Label id={labelId} labelElement="div" required={required}>{label}</Input.Label>
      <Input.Description id={hintId} mb={6}><Trans>PDF or picture (PNG, JPEG, WebP, HEIC), at most {limit}.</Trans></Input.Description>
      {value && sent === null && (
        <Paper withBorder p="xs" mb={6}>
          <Group gap="xs" wrap="nowrap">
            <IconPaperclip size={18} aria-hidden />
            <Text size="sm" flex={1} style={{ overflowWrap: 'anywhere' }}>{value.name} · {formatBytes(value.size, i18n.locale)}</Text>
            <CloseButton aria-label={t`Remove ${value.name}`} onClick={() => onChange(null)} />
          </Group>
        </Paper>
      )}
      {sent !== null && (
        <Group gap="sm" mb={6} wrap="nowrap">
          <Progress value={sent * 100} animated flex={1} aria-label={t`Uploading`} />
          <Button variant="subtle" size="compact-sm" onClick={() => sending.current?.stop()}><Trans>Cancel</Trans></Button>
        </Group>
      )}
      <FileButton accept={ACCEPTED} onChange={(file) => { if (file) void send(file) }} inputProps={{ 'aria-label': label }}>
        {(props) => (
          <Button {...props} ref={buttonRef} variant="default" disabled={sent !== null} leftSection={<IconFileUpload size={18} aria-hidden />} aria-describedby={`${hintId} ${errorId}`}>
            {value ? <Trans>Choose another file</Trans> : <Trans>Choose a file</Trans>}
          </Button>
        )}
      </FileButton>
      <div id={errorId} role="alert">{told && <Input.Error mt={6}>{told}</Input.Error>}</div>
    </div>
  )
}

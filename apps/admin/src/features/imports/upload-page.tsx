import '@mantine/dropzone/styles.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Group, Paper, Progress, Radio, Stack, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import type { ImportKind } from '@recert/domain/imports'
import { ErrorPanel } from '@recert/ui/error-panel'
import { formatBytes } from '@recert/ui/format'
import type { Problem } from '@recert/ui/problem'
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { NotPermitted } from '../../shell/no-access.tsx'
import { FileOptionFields, type FileOptions } from './file-options.tsx'
import { ImportSteps } from './import-steps.tsx'
import { useImportKinds, useKindNames } from './kind-names.ts'
import { type Upload, uploadFile } from './upload-file.ts'

const route = getRouteApi('/shell/imports/new')

const MOST_BYTES = 200 * 1024 * 1024

/** R8.1: what the file holds, the file, and how it is read. */
export function UploadPage() {
  const { t, i18n } = useLingui()
  const navigate = route.useNavigate()
  const kinds = useImportKinds()
  const { kind: wanted = 'awards' } = route.useSearch()
  const kind = kinds.includes(wanted) ? wanted : kinds[0]
  const [file, setFile] = useState<File | null>(null)
  const [options, setOptions] = useState<FileOptions>({ separator: 'auto', charset: 'auto', header: true, duplicates: false })
  const [sent, setSent] = useState<number | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const upload = useRef<Upload | null>(null)
  const openDialog = useRef<() => void>(null)
  usePastedRows(setFile)

  if (!kind) return <NotPermitted />

  async function send(kind: ImportKind, chosen: File) {
    setProblem(null)
    setSent(0)
    upload.current = uploadFile(kind, chosen, options, i18n.locale, setSent)
    const result = await upload.current.result
    setSent(null)
    if ('problem' in result) setProblem(result.problem)
    if ('id' in result) {
      void refreshAll()
      await navigate({ to: '/imports/$import', params: { import: result.id }, search: { step: 'mapping' }, ignoreBlocker: true })
    }
  }

  return (
    <Page title={kind === 'people' ? t`Import people via CSV` : t`Import Certification Records via CSV`} crumbs={[{ title: t`Imports`, to: '/imports' }]}>
      <ImportSteps at="upload" />
      <UnsavedGuard dirty={sent !== null} />
      <Paper withBorder p="lg" maw={820}>
        <form onSubmit={(event) => { event.preventDefault(); if (file && options.separator !== '') void send(kind, file) }}>
          <Stack gap="lg">
            {problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
            {kinds.length > 1 && <KindField kinds={kinds} value={kind} onChange={(next) => void navigate({ search: { kind: next }, replace: true })} disabled={sent !== null} />}
            <Dropzone
              openRef={openDialog} multiple={false} maxSize={MOST_BYTES} disabled={sent !== null} onDrop={([dropped]) => dropped && setFile(dropped)}
              onReject={() => setProblem({ sentence: t`Choose one file of at most ${formatBytes(MOST_BYTES, i18n.locale)}.`, code: null, logId: undefined })}
              inputProps={{ 'aria-label': t`CSV file` }} activateOnClick={false} activateOnKeyboard={false} role="presentation" tabIndex={-1}
            >
              <Stack align="center" gap="sm" py="md">
                {file ? <IconFileSpreadsheet size={36} stroke={1.4} aria-hidden /> : <IconUpload size={36} stroke={1.4} aria-hidden />}
                <Text size="sm" ta="center" role="status">{file ? `${file.name} · ${formatBytes(file.size, i18n.locale)}` : <Trans>Drop a CSV file here, paste rows, or choose a file.</Trans>}</Text>
                <Button variant={file ? 'default' : 'light'} onClick={() => openDialog.current?.()} disabled={sent !== null}>{file ? <Trans>Choose another file</Trans> : <Trans>Upload File</Trans>}</Button>
              </Stack>
            </Dropzone>
            <Text size="sm"><Trans>New to this? <Anchor href={`/api/v1/imports/template.csv?kind=${kind}`} download size="sm" underline="always">Download the template</Anchor>: it has the right columns.</Trans></Text>
            <FileOptionFields kind={kind} value={options} onChange={setOptions} />
            {sent !== null && <Progress value={sent * 100} animated aria-label={t`Uploading`} />}
            <Group justify="flex-end" gap="sm">
              {sent !== null && <Button variant="default" onClick={() => upload.current?.stop()}><Trans>Cancel</Trans></Button>}
              <Button type="submit" disabled={!file || options.separator === ''} loading={sent !== null}><Trans>Next</Trans></Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Page>
  )
}

/** What the file holds; the address says it, too. */
function KindField({ kinds, value, onChange, disabled }: { kinds: ImportKind[]; value: ImportKind; onChange: (kind: ImportKind) => void; disabled: boolean }) {
  const { t } = useLingui()
  const names = useKindNames()
  return (
    <Radio.Group label={t`What the file holds`} value={value} onChange={(next) => onChange(kinds.find((kind) => kind === next) ?? value)}>
      <Group gap="lg" mt="xs">{kinds.map((kind) => <Radio key={kind} value={kind} label={names[kind]} disabled={disabled} />)}</Group>
    </Radio.Group>
  )
}

/** Rows copied from a spreadsheet, or a copied file, take the place of an upload. */
function usePastedRows(onFile: (file: File) => void) {
  useEffect(() => {
    const paste = ({ target, clipboardData }: ClipboardEvent) => {
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return
      const text = clipboardData?.getData('text/plain') ?? ''
      const copied = clipboardData?.files[0]
      if (copied) onFile(copied)
      else if (text.includes('\n')) onFile(new File([text], 'pasted.csv', { type: 'text/csv' }))
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [onFile])
}

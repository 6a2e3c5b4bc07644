import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { checkQuiz, type Quiz } from '@recert/domain/quizzes'
import { checkCode, checkTitle } from '@recert/domain/text'
import { checkContent, checkUrl, type MaterialKind } from '@recert/domain/training'
import type { StoredFile } from '@recert/ui/send-file'
import { type ReactNode, useState } from 'react'
import { focusFirstError, FormProblems, refusalOf, useShownRefusal } from '../../parts/form.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { PageField } from './page-field.tsx'
import { draftOf, type QuizDraft, quizOf } from './quiz-draft.ts'
import { QuizField } from './quiz-field.tsx'
import { UploadField } from './upload-field.tsx'

export type MaterialValues = { title: string; code: string; body: string; url: string | null; file: StoredFile | null; quiz: Quiz | null }
export type MaterialSaved = { title: string; code?: string; body?: string; url?: string | null; fileId?: string | null; quiz?: Quiz }

type Fields = { title: string; code: string; body: string; url: string; source: 'file' | 'link'; file: StoredFile | null; quiz: QuizDraft }

const FIELD_OF_CODE = { TITLE_REQUIRED: 'title', CODE_TAKEN: 'code', CODE_REQUIRED: 'code', CODE_LOOKS_LIKE_UUID: 'code', URL_INVALID: 'url', QUIZ_INVALID: 'quiz', FILE_NOT_FOUND: 'file' }

type Props = {
  kind: MaterialKind; initial: MaterialValues; onSave: (values: MaterialSaved) => void; pending: boolean; failed: unknown; saved: boolean
  /** Beside the button. */
  aside?: ReactNode
}

/** Title, code and content of a material; the content may come later. */
export function MaterialForm({ kind, initial, onSave, pending, failed, saved, aside }: Props) {
  const { t } = useLingui()
  const [busy, setBusy] = useState(false)
  const isNew = initial.code === ''
  const form = useForm<Fields>({
    initialValues: { ...initial, url: initial.url ?? '', source: initial.url && !initial.file ? 'link' : 'file', quiz: draftOf(initial.quiz) },
    validate: {
      title: (title) => refusalOf(() => checkTitle(title)),
      code: (code) => (isNew && code.trim() === '' ? null : refusalOf(() => checkCode(code))),
      body: (body) => refusalOf(() => checkContent(kind, { body })),
      url: (url, { source }) => (url.trim() === '' || !usesUrl(kind, source) ? null : refusalOf(() => checkUrl(url))),
      quiz: (quiz) => (kind === 'quiz' ? refusalOf(() => checkQuiz(quizOf(quiz))) : null),
    },
  })
  useShownRefusal(form, failed, FIELD_OF_CODE)

  const submit = form.onSubmit((fields) => onSave(savedOf(kind, fields)), (errors) => focusFirstError(form, errors))
  return (
    <Paper withBorder p="lg" maw={860}>
      <UnsavedGuard dirty={(form.isDirty() || busy) && !saved && !pending} />
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormProblems errors={form.errors} failed={failed} fields={FIELD_OF_CODE} />
          <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
            <TextInput label={t`Title`} required withAsterisk maxLength={255} miw={240} {...form.getInputProps('title')} />
            <TextInput label={t`Code`} description={isNew && t`Optional: made of the title when left empty.`} inputWrapperOrder={['label', 'input', 'description', 'error']} maxLength={255} miw={200} {...form.getInputProps('code')} />
          </Group>
          <Content kind={kind} form={form} onBusy={setBusy} />
          <Group justify="space-between" gap="sm">
            <div>{aside}</div>
            <Button type="submit" loading={pending} disabled={busy}><Trans>Save Changes</Trans></Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}

const usesUrl = (kind: MaterialKind, source: Fields['source']): boolean => kind === 'link' || (kind === 'video' && source === 'link')

function savedOf(kind: MaterialKind, { title, code, body, url, source, file, quiz }: Fields): MaterialSaved {
  const names = { title: title.trim(), ...(code.trim() === '' ? {} : { code: code.trim() }) }
  const link = url.trim() || null
  switch (kind) {
    case 'page': return { ...names, body }
    case 'link': return { ...names, url: link }
    case 'video': return source === 'link' ? { ...names, url: link, fileId: null } : { ...names, url: null, fileId: file?.id ?? null }
    case 'file': case 'scorm': return { ...names, fileId: file?.id ?? null }
    case 'quiz': return { ...names, quiz: quizOf(quiz) }
  }
}

function Content({ kind, form, onBusy }: { kind: MaterialKind; form: UseFormReturnType<Fields>; onBusy: (busy: boolean) => void }) {
  const { t } = useLingui()
  const upload = {
    value: form.values.file, onChange: (file: StoredFile) => { form.setFieldValue('file', file); form.clearFieldError('file') }, onBusy, error: form.errors.file as string | undefined,
  }
  const address = <TextInput label={t`Address`} placeholder="https://" inputMode="url" maxLength={2000} {...form.getInputProps('url')} />
  switch (kind) {
    case 'page': return <PageField {...form.getInputProps('body')} />
    case 'file': return <UploadField key="file" purpose="material" label={t`File`} hint={t`PDF, picture (PNG, JPEG, WebP, HEIC, GIF), Word, Excel, PowerPoint or OpenDocument. What it is, its content says.`} {...upload} />
    case 'scorm': return <UploadField key="scorm" purpose="scorm" label={t`SCORM package`} hint={t`A zip file of SCORM 1.2 or 2004, as authoring tools export it.`} {...upload} />
    case 'link': return address
    case 'quiz': return <QuizField value={form.values.quiz} onChange={(quiz) => { form.setFieldValue('quiz', quiz); form.clearFieldError('quiz') }} error={form.errors.quiz as string | undefined} />
    case 'video': return (
      <>
        <SegmentedControl
          aria-label={t`Where the video is`} data={[{ value: 'file', label: t`Upload a file` }, { value: 'link', label: t`Link to it` }]} style={{ alignSelf: 'flex-start' }} {...form.getInputProps('source')}
        />
        {form.values.source === 'link' ? address : <UploadField purpose="material" label={t`Video`} hint={t`MP4 or WebM.`} {...upload} />}
      </>
    )
  }
}

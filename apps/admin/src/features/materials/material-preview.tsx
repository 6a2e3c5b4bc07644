import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor, Box, Button, Checkbox, Group, Image, Modal, NativeSelect, Paper, Radio, Stack, Text } from '@mantine/core'
import { PACKAGE_SANDBOX } from '@recert/domain/scorm'
import { ErrorPanel } from '@recert/ui/error-panel'
import { formatBytes } from '@recert/ui/format'
import { problemOf } from '@recert/ui/problem'
import { fileAddress } from '@recert/ui/send-file'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconDownload, IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api, type Outputs } from '../../api.ts'
import classes from './material-preview.module.css'

const Markdown = lazy(() => import('@recert/ui/markdown').then((module) => ({ default: module.Markdown })))

type Material = Outputs['materials']['get']

/** A material as learners see it; nothing of it is tracked. */
export function MaterialPreview({ material: id, onClose }: { material: string; onClose: () => void }) {
  const { t } = useLingui()
  const { data, error } = useQuery(api.materials.get.queryOptions({ material: id }))
  const problem = error && problemOf(error)
  return (
    <Modal opened onClose={onClose} title={data ? t`Preview of ${data.title}` : t`Preview`} size="xl">
      {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
      {!data && !problem && <SkeletonRows rows={4} />}
      {data?.empty && <Alert variant="light" icon={<IconInfoCircle aria-hidden />}><Trans>This material has no content yet. Learners are told so.</Trans></Alert>}
      {data && !data.empty && <Suspense fallback={<SkeletonRows rows={4} />}><Content material={data} /></Suspense>}
    </Modal>
  )
}

function Content({ material }: { material: Material }) {
  const { kind, title, body, url, file, quiz, package: scorm } = material
  if (kind === 'page') return <Markdown text={body} />
  if (quiz) return <QuizPreview quiz={quiz} />
  if (scorm) return <ScormPreview material={material} scos={scorm.scos} />
  if (url) return <Anchor href={url} target="_blank" rel="noopener noreferrer" style={{ overflowWrap: 'anywhere' }}>{url}</Anchor>
  if (!file) return null
  if (file.mediaType.startsWith('image/')) return <Image src={fileAddress(file.id)} alt={title} fit="contain" mah="70dvh" />
  // Captions are a part of the uploaded file, where it has any.
  if (file.mediaType.startsWith('video/')) return <Box component="video" className={classes.video} controls preload="metadata" playsInline src={fileAddress(file.id)} aria-label={title} />
  return <Download file={file} />
}

function Download({ file: { id, name, size } }: { file: NonNullable<Material['file']> }) {
  const { i18n } = useLingui()
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>{name} · {formatBytes(size, i18n.locale)}</Text>
      <Button component="a" href={fileAddress(id)} download variant="light" leftSection={<IconDownload size={18} aria-hidden />}><Trans>Download</Trans></Button>
    </Group>
  )
}

function QuizPreview({ quiz: { questions, passMark } }: { quiz: NonNullable<Material['quiz']> }) {
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed"><Trans>Pass mark: {passMark} %. The right answers are marked here; learners do not see them.</Trans></Text>
      {questions.map(({ id, text, kind, answers }) => {
        const Tick = kind === 'single' ? Radio : Checkbox
        return (
          <Paper key={id} withBorder p="md" component="fieldset" m={0}>
            <Text component="legend" size="sm" fw={600} px={4}>{text}</Text>
            <Stack gap="xs">{answers.map((answer) => <Tick key={answer.id} label={answer.text} checked={answer.correct} readOnly onChange={() => {}} />)}</Stack>
          </Paper>
        )
      })}
    </Stack>
  )
}

function ScormPreview({ material: { id, title }, scos }: { material: Material; scos: { id: string; title: string }[] }) {
  const { t } = useLingui()
  const [sco, setSco] = useState(0)
  const { data, error } = useQuery(api.materials.preview.queryOptions({ material: id, sco }, { staleTime: Infinity }))
  const problem = error && problemOf(error)
  return (
    <Stack gap="sm">
      {scos.length > 1 && <NativeSelect label={t`Part`} value={String(sco)} onChange={(event) => setSco(Number(event.currentTarget.value))} data={scos.map((each, index) => ({ value: String(index), label: each.title || each.id }))} />}
      {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
      {data && <iframe key={data.url} src={data.url} title={scos[sco]?.title || title} className={classes.frame} sandbox={PACKAGE_SANDBOX} referrerPolicy="no-referrer" />}
    </Stack>
  )
}

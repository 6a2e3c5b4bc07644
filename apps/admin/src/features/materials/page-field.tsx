import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Paper, SegmentedControl, Stack, Text, Textarea, type TextareaProps, VisuallyHidden } from '@mantine/core'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { lazy, Suspense, useState } from 'react'

const Markdown = lazy(() => import('@recert/ui/markdown').then((module) => ({ default: module.Markdown })))

/** A page in Markdown, written or seen as learners will see it. */
export function PageField(props: TextareaProps & { value?: string }) {
  const { t } = useLingui()
  const [shown, setShown] = useState<'write' | 'preview'>('write')
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t`How the page is shown`} value={shown} onChange={(value) => setShown(value as 'write' | 'preview')}
          data={[{ value: 'write', label: t`Write` }, { value: 'preview', label: t`Preview` }]}
        />
        <Text size="xs" c="dimmed"><Trans>Markdown: # heading, **bold**, - list, [text](address)</Trans></Text>
      </Group>
      {shown === 'write'
        ? <Textarea label={t`Page`} autosize minRows={12} maxRows={30} {...props} />
        : (
            <Paper withBorder p="md" mih={280}>
              <VisuallyHidden component="h2"><Trans>Preview</Trans></VisuallyHidden>
              {props.value ? <Suspense fallback={<SkeletonRows rows={4} height={24} />}><Markdown text={props.value} /></Suspense> : <Text size="sm" c="dimmed"><Trans>Nothing is written yet.</Trans></Text>}
            </Paper>
          )}
    </Stack>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Badge, Button, Group, List, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconEye, IconInfoCircle, IconShare } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { Page } from '../../parts/page.tsx'
import { useMay } from '../../shell/session.ts'
import { MaterialForm } from './material-form.tsx'
import { MaterialKindName } from './material-kind.tsx'
import { MaterialPreview } from './material-preview.tsx'
import { ShareDialog } from './share-dialog.tsx'

const route = getRouteApi('/shell/materials/$material')

/** One material: its content, and the courses that use it. */
export function MaterialPage() {
  const { t } = useLingui()
  const { material: which } = route.useParams()
  const manages = useMay('training.manage')
  const { data: material } = useSuspenseQuery(api.materials.get.queryOptions({ material: which }))
  const [previewing, setPreviewing] = useState(false)
  const [sharing, setSharing] = useState(false)
  const save = useMutation(api.materials.update.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ title }) => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${title} is saved.` })
    },
  }))
  const { id, kind, title, code, shared, courses } = material
  return (
    <Page
      title={title} description={<><MaterialKindName kind={kind} /> · {code}</>}
      crumbs={[{ title: t`Training` }, ...(shared ? [{ title: t`Central Repository`, to: '/materials' as const }] : [{ title: t`Courses`, to: '/courses' as const }])]}
      badge={shared && <Badge variant="light" tt="none"><Trans>Central Repository</Trans></Badge>}
      actions={(
        <>
          <Button variant="default" leftSection={<IconEye size={18} aria-hidden />} onClick={() => setPreviewing(true)}><Trans>Preview</Trans></Button>
          {manages && !shared && <Button variant="default" leftSection={<IconShare size={18} aria-hidden />} onClick={() => setSharing(true)}><Trans>Share …</Trans></Button>}
        </>
      )}
    >
      <Stack gap="lg">
        <UsedBy material={material} />
        {manages && (
          <MaterialForm
            key={material.version} kind={kind} initial={material} onSave={(values) => save.mutate({ material: id, version: material.version, ...values })}
            pending={save.isPending} failed={save.error} saved={save.isSuccess}
            aside={<Text size="sm" c="dimmed">{courses.length > 1 ? <Plural value={courses.length} one="It changes in # course." other="It changes in # courses." /> : null}</Text>}
          />
        )}
      </Stack>
      {previewing && <MaterialPreview material={id} onClose={() => setPreviewing(false)} />}
      {sharing && <ShareDialog material={material} onClose={() => setSharing(false)} />}
    </Page>
  )
}

/** One tracking for all of them: what is done in one course is done in each. */
function UsedBy({ material: { courses, shared, progressCount } }: { material: Outputs['materials']['get'] }) {
  return (
    <Alert variant="light" color="gray" icon={<IconInfoCircle aria-hidden />} maw={860}>
      <Stack gap={6}>
        {courses.length === 0 ? <Text size="sm"><Trans>No course uses it.</Trans></Text> : <Text size="sm"><Plural value={courses.length} one="Used in # course:" other="Used in # courses:" /></Text>}
        <List size="sm">
          {courses.map(({ id, name }) => <List.Item key={id}><TextLink to="/courses/$course" params={{ course: id }} size="sm">{name}</TextLink></List.Item>)}
        </List>
        <Group gap={4}>
          <Text size="sm"><Plural value={progressCount} _0="Nobody has begun it yet." one="# person has begun it." other="# people have begun it." /></Text>
          {shared && <Text size="sm"><Trans>What is done in one course counts in all of them.</Trans></Text>}
        </Group>
      </Stack>
    </Alert>
  )
}

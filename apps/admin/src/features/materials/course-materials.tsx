import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Alert, Badge, Group, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconAlertTriangle, IconEye, IconListDetails, IconX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs, queryClient, refreshAll } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { OrderedList } from '../../parts/ordered-list.tsx'
import { useMay } from '../../shell/session.ts'
import { AddMaterialMenu } from './add-material-menu.tsx'
import { MATERIAL_ICONS, MaterialKindName } from './material-kind.tsx'
import { MaterialPreview } from './material-preview.tsx'
import { PickSharedDialog } from './pick-shared-dialog.tsx'
import { RemoveMaterialDialog } from './remove-material-dialog.tsx'

type Material = Outputs['materials']['ofCourse']['items'][number]

/** R12.1: what is learned in a course, in its order. */
export function CourseMaterials({ course }: { course: string }) {
  const { t } = useLingui()
  const manages = useMay('training.manage')
  const query = api.materials.ofCourse.queryOptions({ course })
  const { data, error, refetch } = useQuery(query)
  const [picking, setPicking] = useState(false)
  const [previewing, setPreviewing] = useState<string | null>(null)
  const [removing, setRemoving] = useState<Material | null>(null)
  const reorder = useMutation(api.materials.reorder.mutationOptions({
    // Quick moves are sent one after the other, and only what the server says after the last one is shown.
    scope: { id: 'reorder' },
    onSettled: () => (queryClient.isMutating({ mutationKey: api.materials.reorder.mutationKey() }) === 1 ? refreshAll() : undefined),
  }))
  if (error) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonRows rows={4} />

  const { items } = data
  const move = (order: string[]) => {
    // Shown at once, whatever is on its way still.
    void queryClient.cancelQueries({ queryKey: query.queryKey })
    queryClient.setQueryData(query.queryKey, { ...data, items: order.flatMap((id) => items.find((each) => each.id === id) ?? []) })
    reorder.mutate({ course, order })
  }
  const add = manages && <AddMaterialMenu course={course} onPick={() => setPicking(true)} />
  return (
    <>
      {items.length === 0
        ? (
            <EmptyState icon={IconListDetails} title={<Trans>No materials yet</Trans>} actions={add}>
              <Trans>Add what is to be learned. Whoever has done all of it has completed the course.</Trans>
            </EmptyState>
          )
        : (
            <>
              <Group justify="space-between" mb="md" gap="sm">
                <Text size="sm" c="dimmed"><Trans>Whoever has done all of these has completed the course.</Trans></Text>
                {add}
              </Group>
              <WithoutContent materials={items.filter(({ empty }) => empty)} />
              <OrderedList
                label={t`Materials`} onMove={manages ? move : undefined}
                rows={items.map((material) => ({
                  id: material.id, name: material.title, content: <Row material={material} />,
                  actions: <Actions material={material} onPreview={() => setPreviewing(material.id)} onRemove={manages ? () => setRemoving(material) : undefined} />,
                }))}
              />
            </>
          )}
      {picking && <PickSharedDialog course={course} onClose={() => setPicking(false)} />}
      {previewing && <MaterialPreview material={previewing} onClose={() => setPreviewing(null)} />}
      {removing && <RemoveMaterialDialog material={removing} course={course} onClose={() => setRemoving(null)} />}
    </>
  )
}

/** An empty material cannot be done, and the course not without it. */
function WithoutContent({ materials }: { materials: Material[] }) {
  const { i18n } = useLingui()
  if (materials.length === 0) return null
  const names = new Intl.ListFormat(i18n.locale).format(materials.map(({ title }) => `“${title}”`))
  return (
    <Alert color="orange" variant="light" mb="md" icon={<IconAlertTriangle aria-hidden />} title={<Trans>Nobody can complete this course yet</Trans>}>
      <Plural value={materials.length} one={`Nobody can complete this course until ${names} has content.`} other={`Nobody can complete this course until these have content: ${names}.`} />
    </Alert>
  )
}

function Row({ material: { id, title, kind, shared, empty, courses } }: { material: Material }) {
  const Icon = MATERIAL_ICONS[kind]
  return (
    <Group gap="sm" wrap="nowrap">
      <Icon size={20} stroke={1.7} aria-hidden style={{ flexShrink: 0 }} />
      <div>
        <Group gap="xs">
          <TextLink to="/materials/$material" params={{ material: id }} size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{title}</TextLink>
          {empty && <Badge color="orange" variant="light" tt="none"><Trans>No content yet</Trans></Badge>}
          {shared && <Badge variant="light" tt="none"><Trans>Central Repository</Trans></Badge>}
        </Group>
        <Text size="xs" c="dimmed"><MaterialKindName kind={kind} />{courses.length > 1 && <> · <Plural value={courses.length} one="used in # course" other="used in # courses" /></>}</Text>
      </div>
    </Group>
  )
}

function Actions({ material: { title, shared }, onPreview, onRemove }: { material: Material; onPreview: () => void; onRemove: (() => void) | undefined }) {
  const { t } = useLingui()
  return (
    <>
      <ActionIcon data-hint={t`Preview`} variant="subtle" color="gray" aria-label={t`Preview ${title}`} onClick={onPreview}><IconEye size={18} aria-hidden /></ActionIcon>
      {onRemove && (
        <ActionIcon data-hint={shared ? t`Take out` : t`Delete`} variant="subtle" color="red" aria-label={shared ? t`Take out ${title}` : t`Delete ${title}`} onClick={onRemove}><IconX size={18} aria-hidden /></ActionIcon>
      )}
    </>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client, countedPagesOf, refreshAll } from '../../api.ts'
import { listOf } from '../../parts/list.ts'
import { MaterialKindName } from './material-kind.tsx'

/** Materials of the central repository for a course, many at once. */
export function PickSharedDialog({ course, onClose }: { course: string; onClose: () => void }) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [text] = useDebouncedValue(search.trim(), 250)
  const list = listOf(useInfiniteQuery({ ...countedPagesOf(api.materials.list, client.materials.list.query, { search: text || undefined }), placeholderData: keepPreviousData }))
  const add = useMutation(api.materials.add.mutationOptions({ meta: { told: true } }))
  const addAll = useMutation({
    meta: { told: true },
    mutationFn: async () => { for (const material of chosen) await add.mutateAsync({ course, material }) },
    onSuccess: () => {
      notifications.show({ color: 'teal', message: t`Added to the course.` })
      onClose()
    },
    // Those before a refused one are added, and the list behind shows them.
    onSettled: () => refreshAll(),
  })
  const failed = list.error ?? addAll.error
  const problem = failed ? problemOf(failed) : null
  return (
    <Modal opened onClose={onClose} title={<Trans>From the central repository</Trans>} size="lg">
      <Stack gap="md">
        <TextInput data-autofocus type="search" maxLength={255} aria-label={t`Search the central repository`} placeholder={t`Search the central repository`} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        {!list.rows && !problem && <SkeletonRows rows={4} />}
        {list.rows?.length === 0 && <Text size="sm" c="dimmed">{text === '' ? <Trans>The central repository is empty. Share a material of a course to put it there.</Trans> : <Trans>Nothing matches. Search for another name or code.</Trans>}</Text>}
        <ScrollArea.Autosize mah="45dvh" type="auto">
          <Stack gap={4} role="group" aria-label={t`Materials`}>
            {list.rows?.map(({ id, title, code, kind, courses }) => {
              const taken = courses.some((each) => each.id === course)
              return (
                <Checkbox.Card
                  key={id} p="xs" disabled={taken} checked={taken || chosen.includes(id)} aria-label={title}
                  onClick={() => setChosen((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id]))}
                >
                  <Group wrap="nowrap" gap="sm">
                    <Checkbox.Indicator />
                    <div>
                      <Text size="sm" fw={550}>{title}</Text>
                      <Text size="xs" c="dimmed"><MaterialKindName kind={kind} /> · {code} · {taken ? <Trans>in this course already</Trans> : <Plural value={courses.length} one="used in # course" other="used in # courses" />}</Text>
                    </div>
                  </Group>
                </Checkbox.Card>
              )
            })}
            {list.hasMore && <Button variant="subtle" size="compact-md" loading={list.loadingMore} onClick={list.loadMore}><Trans>Load more</Trans></Button>}
          </Stack>
        </ScrollArea.Autosize>
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status"><Plural value={chosen.length} _0="None chosen" one="# chosen" other="# chosen" /></Text>
          <Group gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button disabled={chosen.length === 0} loading={addAll.isPending} onClick={() => addAll.mutate()}><Trans>Confirm</Trans></Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  )
}

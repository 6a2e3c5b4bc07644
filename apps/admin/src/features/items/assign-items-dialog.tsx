import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal, ScrollArea, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { ItemKindName } from './item-kind-name.tsx'

type Candidate = Outputs['items']['candidates']['items'][number]
type Kind = Candidate['kind']

const keyOf = ({ kind, code }: { kind: Kind; code: string }): string => `${kind} ${code}`

/** R4.1: courses and learning plans, many at once. */
export function AssignItemsDialog({ certification, onClose }: { certification: string; onClose: () => void }) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const [chosen, setChosen] = useState<Candidate[]>([])
  const [text] = useDebouncedValue(search.trim(), 250)
  const { data, error, isPending } = useQuery({
    ...api.items.candidates.queryOptions({ certification, search: text || undefined, kind: kind === 'all' ? undefined : kind }),
    placeholderData: keepPreviousData,
  })
  const link = useMutation(api.items.link.mutationOptions({ meta: { told: true } }))
  const assign = useMutation({
    meta: { told: true },
    mutationFn: async () => { for (const { kind, code } of chosen) await link.mutateAsync({ certification, kind, code }) },
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`Assigned. Completions count from now on.` })
      onClose()
    },
    // Those before the refused one are assigned, and the list behind shows them.
    onError: () => refreshAll(),
  })
  const failed = error ?? assign.error
  const problem = failed && problemOf(failed)
  const toggle = (candidate: Candidate) => setChosen((before) => (before.some((each) => keyOf(each) === keyOf(candidate)) ? before.filter((each) => keyOf(each) !== keyOf(candidate)) : [...before, candidate]))

  return (
    <Modal opened onClose={onClose} title={<Trans>Assign Items</Trans>} size="lg">
      <Stack gap="md">
        <Group gap="sm">
          <TextInput data-autofocus type="search" flex={1} aria-label={t`Search courses and learning plans`} placeholder={t`Search courses and learning plans`} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
          <SegmentedControl
            aria-label={t`Type`} value={kind} onChange={(value) => setKind(value as Kind | 'all')}
            data={[{ value: 'all', label: t`All` }, { value: 'course', label: t`Courses` }, { value: 'learning_plan', label: t`Learning plans` }]}
          />
        </Group>
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        {isPending && <SkeletonRows rows={4} />}
        {data?.items.length === 0 && <Text size="sm" c="dimmed"><Trans>Nothing matches. Courses and learning plans come in through the API, or with the demo.</Trans></Text>}
        <ScrollArea.Autosize mah="45dvh" type="auto">
          <Stack gap={4} role="group" aria-label={t`Courses and learning plans`}>
            {data?.items.map((candidate) => (
              <Checkbox.Card
                key={keyOf(candidate)} p="xs" disabled={candidate.linked} checked={candidate.linked || chosen.some((each) => keyOf(each) === keyOf(candidate))}
                onClick={() => toggle(candidate)} aria-label={candidate.name}
              >
                <Group wrap="nowrap" gap="sm">
                  <Checkbox.Indicator />
                  <div>
                    <Text size="sm" fw={550}>{candidate.name}</Text>
                    <Text size="xs" c="dimmed"><ItemKindName kind={candidate.kind} /> · {candidate.code}{candidate.linked && <> · <Trans>already assigned</Trans></>}</Text>
                  </div>
                </Group>
              </Checkbox.Card>
            ))}
          </Stack>
        </ScrollArea.Autosize>
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status"><Plural value={chosen.length} _0="None chosen" one="# chosen" other="# chosen" /></Text>
          <Group gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button disabled={chosen.length === 0} loading={assign.isPending} onClick={() => assign.mutate()}><Trans>Confirm</Trans></Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  )
}

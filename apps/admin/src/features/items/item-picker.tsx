import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Pill, ScrollArea, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, client, type Outputs, pagesOf } from '../../api.ts'
import { listOf } from '../../parts/list.ts'
import { ItemKindName } from './item-kind-name.tsx'

export type Candidate = Outputs['enrolments']['candidates']['items'][number]
type Kind = Candidate['kind']

type Props = {
  /** For which certification, or whom, items are chosen. Ids. */
  of: { certification: string } | { person: string }
  chosen: Candidate[]
  onChange: (chosen: Candidate[]) => void
  /** What is said of those that were chosen before. */
  taken: ReactNode
  /** What to do when there is nothing to choose from. */
  nothing: ReactNode
}

/** Courses and learning plans together, many at once. Those that are chosen stay in sight while the search goes on to others. */
export function ItemPicker({ of, chosen, onChange, taken, nothing }: Props) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const [text] = useDebouncedValue(search.trim(), 250)
  const filter = { search: text || undefined, kind: kind === 'all' ? undefined : kind }
  const list = listOf(useInfiniteQuery({
    ...('certification' in of
      ? pagesOf(api.items.candidates, client.items.candidates.query, { certification: of.certification, ...filter })
      : pagesOf(api.enrolments.candidates, client.enrolments.candidates.query, { username: of.person, ...filter })),
    placeholderData: keepPreviousData,
  }))
  const problem = list.error ? problemOf(list.error) : null
  const isChosen = ({ id }: Candidate) => chosen.some((each) => each.id === id)
  const toggle = (candidate: Candidate) => onChange(isChosen(candidate) ? chosen.filter(({ id }) => id !== candidate.id) : [...chosen, candidate])

  return (
    <Stack gap="md">
      <Group gap="sm">
        <TextInput
          data-autofocus type="search" flex={1} miw={200} maxLength={255} aria-label={t`Search courses and learning plans`} placeholder={t`Search courses and learning plans`}
          value={search} onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t`Type`} value={kind} onChange={(value) => setKind(value as Kind | 'all')}
          data={[{ value: 'all', label: t`All` }, { value: 'course', label: t`Courses` }, { value: 'learning_plan', label: t`Learning plans` }]}
        />
      </Group>
      {chosen.length > 0 && (
        <Group gap="xs" role="group" aria-label={t`Chosen`} mah={120} style={{ overflowY: 'auto' }}>
          {chosen.map((candidate) => (
            <Pill key={candidate.id} size="md" withRemoveButton onRemove={() => toggle(candidate)} removeButtonProps={{ 'aria-label': t`Do not choose ${candidate.name}`, 'aria-hidden': false, tabIndex: 0 }}>{candidate.name}</Pill>
          ))}
        </Group>
      )}
      {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} onRetry={list.retry} />}
      {!list.rows && !problem && <SkeletonRows rows={4} />}
      {list.rows?.length === 0 && <Text size="sm" c="dimmed">{text === '' && kind === 'all' ? nothing : <Trans>Nothing matches. Search for another name or code.</Trans>}</Text>}
      <ScrollArea.Autosize mah="40dvh" type="auto">
        <Stack gap={4} role="group" aria-label={t`Courses and learning plans`}>
          {list.rows?.map((candidate) => (
            <Checkbox.Card key={candidate.id} p="xs" disabled={candidate.taken} checked={candidate.taken || isChosen(candidate)} onClick={() => toggle(candidate)} aria-label={candidate.name}>
              <Group wrap="nowrap" gap="sm">
                <Checkbox.Indicator />
                <div>
                  <Text size="sm" fw={550}>{candidate.name}</Text>
                  <Text size="xs" c="dimmed"><ItemKindName kind={candidate.kind} /> · {candidate.code}{candidate.taken && <> · {taken}</>}</Text>
                </div>
              </Group>
            </Checkbox.Card>
          ))}
          {list.hasMore && <Button variant="subtle" size="compact-md" loading={list.loadingMore} onClick={list.loadMore}><Trans>Load more</Trans></Button>}
        </Stack>
      </ScrollArea.Autosize>
      <Text size="sm" c="dimmed" role="status"><Plural value={chosen.length} _0="None chosen" one="# chosen" other="# chosen" /></Text>
    </Stack>
  )
}

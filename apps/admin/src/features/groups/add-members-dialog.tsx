import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import type { GroupRow } from './groups-page.tsx'

type Person = Outputs['people']['list']['items'][number]

const FOUND_MOST = 50

/** People to be added, many at once. */
export function AddMembersDialog({ group, onClose }: { group: GroupRow; onClose: () => void }) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<Person[]>([])
  const [text] = useDebouncedValue(search.trim(), 250)
  const { data, error, isPending } = useQuery({ ...api.people.list.queryOptions({ search: text || undefined, limit: FOUND_MOST }), placeholderData: keepPreviousData })
  const add = useMutation(api.groups.addMembers.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ changed }) => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${changed} people are added to ${group.name}.` })
      onClose()
    },
  }))
  const failed = error ?? add.error
  const problem = failed && problemOf(failed)
  const isChosen = ({ id }: Person) => chosen.some((each) => each.id === id)
  const toggle = (person: Person) => setChosen((before) => (before.some(({ id }) => id === person.id) ? before.filter(({ id }) => id !== person.id) : [...before, person]))
  // Those who are chosen stay in sight, also when the search has gone on to others.
  const shown = [...chosen, ...(data?.items ?? []).filter((person) => !isChosen(person))]
  return (
    <Modal opened onClose={onClose} title={t`Add people to ${group.name}`} size="lg">
      <Stack gap="md">
        <TextInput data-autofocus type="search" aria-label={t`Search people`} placeholder={t`Name or username`} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
        {isPending && <SkeletonRows rows={4} />}
        {data && shown.length === 0 && <Text size="sm" c="dimmed"><Trans>Nobody found.</Trans></Text>}
        <ScrollArea.Autosize mah="45dvh" type="auto">
          <Stack gap={4} role="group" aria-label={t`People`}>
            {shown.map((person) => {
              const inIt = person.groups.includes(group.name)
              const name = `${person.firstName} ${person.lastName}`.trim()
              return (
                <Checkbox.Card key={person.id} p="xs" disabled={inIt} checked={inIt || isChosen(person)} onClick={() => toggle(person)} aria-label={name || person.username}>
                  <Group wrap="nowrap" gap="sm">
                    <Checkbox.Indicator />
                    <div>
                      <Text size="sm" fw={550}>{name || person.username}</Text>
                      <Text size="xs" c="dimmed">{[name ? person.username : null, person.branchPath].filter(Boolean).join(' · ')}{inIt && <> · <Trans>in it already</Trans></>}</Text>
                    </div>
                  </Group>
                </Checkbox.Card>
              )
            })}
          </Stack>
        </ScrollArea.Autosize>
        {data && data.nextCursor !== null && <Text size="xs" c="dimmed"><Trans>More people match; type more of the name. Many at once are added from the list of people.</Trans></Text>}
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status"><Plural value={chosen.length} _0="Nobody chosen" one="# chosen" other="# chosen" /></Text>
          <Group gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button disabled={chosen.length === 0} loading={add.isPending} onClick={() => add.mutate({ group: group.id, usernames: chosen.map(({ id }) => id) })}><Plural value={chosen.length} _0="Add" one="Add # person" other="Add # people" /></Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  )
}

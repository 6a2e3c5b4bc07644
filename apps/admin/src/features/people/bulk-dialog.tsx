import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, List, Modal, Select, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { ReasonButton } from '@recert/ui/reason-button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client, type Inputs, type Outputs, refreshAll } from '../../api.ts'

type Bulk = Inputs['people']['bulk']
export type BulkDo = Bulk['do']
/** Chosen people by their ids, or all who fit the filters. */
export type Meant = Pick<Bulk, 'usernames' | 'filter'>
type Changed = Outputs['people']['bulk']

type Props = { what: BulkDo; meant: Meant; onClose: () => void; onDone: () => void }

/** Says what would happen, in numbers, and then does it. */
export function BulkDialog({ what, meant, onClose, onDone }: Props) {
  const { t } = useLingui()
  const [place, setPlace] = useState<string | null>(null)
  const titles: Record<BulkDo, string> = {
    move: t`Move people to a branch`, add_to_group: t`Add people to a group`, remove_from_group: t`Remove people from a group`, deactivate: t`Deactivate people`, activate: t`Activate people`,
  }
  const asksForPlace = what === 'move' || what === 'add_to_group' || what === 'remove_from_group'
  const input: Bulk = { ...meant, do: what, ...(what === 'move' ? { branch: place } : asksForPlace ? { group: place ?? undefined } : {}) }
  const ready = !asksForPlace || place !== null
  const foreseen = useQuery({ queryKey: ['people.bulk', input], queryFn: () => client.people.bulk.mutate({ ...input, dryRun: true }), enabled: ready, staleTime: 0 })
  const run = useMutation(api.people.bulk.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ changed }) => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`Done for ${changed} people.` })
      onDone()
    },
  }))
  const failed = run.error ?? foreseen.error
  const problem = failed && problemOf(failed)
  const changed = foreseen.data?.changed ?? 0
  return (
    <Modal opened onClose={onClose} title={titles[what]} size="lg" centered>
      <form onSubmit={(event) => { event.preventDefault(); if (changed > 0) run.mutate(input) }}>
        <Stack gap="md">
          {what === 'move' && <BranchField value={place} onChange={setPlace} />}
          {(what === 'add_to_group' || what === 'remove_from_group') && <GroupField value={place} onChange={setPlace} />}
          {problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
          <div role="status">{ready && foreseen.data && <Consequences what={what} counts={foreseen.data} />}</div>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose} data-autofocus={asksForPlace ? undefined : true}><Trans>Cancel</Trans></Button>
            {ready && foreseen.data && changed === 0
              ? <ReasonButton reason={t`Nobody would be changed.`}><Verb what={what} count={0} /></ReasonButton>
              : <Button type="submit" color={what === 'deactivate' ? 'red' : undefined} disabled={!ready || !foreseen.data} loading={run.isPending}><Verb what={what} count={changed} /></Button>}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function Verb({ what, count }: { what: BulkDo; count: number }) {
  switch (what) {
    case 'move': return <Plural value={count} _0="Move" one="Move # person" other="Move # people" />
    case 'add_to_group': return <Plural value={count} _0="Add" one="Add # person" other="Add # people" />
    case 'remove_from_group': return <Plural value={count} _0="Remove" one="Remove # person" other="Remove # people" />
    case 'deactivate': return <Plural value={count} _0="Deactivate" one="Deactivate # person" other="Deactivate # people" />
    case 'activate': return <Plural value={count} _0="Activate" one="Activate # person" other="Activate # people" />
  }
}

function Consequences({ what, counts: { changed, unchanged, notYours, yourself } }: { what: BulkDo; counts: Changed }) {
  return (
    <List size="sm" spacing={4}>
      {what === 'move' && changed > 0 && <List.Item><Trans>They leave the branch that they are in now. Whoever looks after the old or the new one sees the difference at once.</Trans></List.Item>}
      {what === 'add_to_group' && changed > 0 && <List.Item><Trans>They stay in the groups that they are in already.</Trans></List.Item>}
      {what === 'remove_from_group' && changed > 0 && <List.Item><Trans>They stay in Recert, and in their other groups.</Trans></List.Item>}
      {what === 'deactivate' && changed > 0 && <List.Item><Trans>They are signed out at once, can no longer sign in, and get no mail. They keep what they hold and are awarded nothing new.</Trans></List.Item>}
      {what === 'activate' && changed > 0 && <List.Item><Trans>They can sign in again if they have a password, and are awarded what they complete.</Trans></List.Item>}
      {unchanged > 0 && <List.Item><Plural value={unchanged} one="# person is so already and stays as they are." other="# people are so already and stay as they are." /></List.Item>}
      {notYours > 0 && <List.Item><Plural value={notYours} one="# person is more than a learner; only a superadmin may change them." other="# people are more than learners; only a superadmin may change them." /></List.Item>}
      {yourself > 0 && <List.Item><Trans>Your own account stays active.</Trans></List.Item>}
      {what === 'deactivate' && changed > 0 && <List.Item><Text span size="sm" c="dimmed"><Trans>They can be activated again at any time.</Trans></Text></List.Item>}
    </List>
  )
}

type FieldProps = { value: string | null; onChange: (id: string | null) => void }

function BranchField({ value, onChange }: FieldProps) {
  const { t } = useLingui()
  const { data } = useQuery(api.branches.list.queryOptions())
  return (
    <Select
      data-autofocus label={t`Branch`} placeholder={t`Choose a branch`} searchable limit={100} nothingFoundMessage={t`Nothing found`} value={value} onChange={onChange}
      data={data?.items.map(({ id, path }) => ({ value: id, label: path })) ?? []}
    />
  )
}

function GroupField({ value, onChange }: FieldProps) {
  const { t } = useLingui()
  const { data } = useQuery(api.groups.list.queryOptions())
  return (
    <Select
      data-autofocus label={t`Group`} placeholder={t`Choose a group`} searchable limit={100} nothingFoundMessage={t`Nothing found`} value={value} onChange={onChange}
      data={data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
    />
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Group, Menu, Progress, Select, Stack, Text } from '@mantine/core'
import { nameOf } from '@recert/domain/people'
import { formatCount } from '@recert/ui/format'
import { Day } from '@recert/ui/instant'
import { IconCircleCheck, IconDots, IconUserMinus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, client, countedPagesOf, type Outputs } from '../../api.ts'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { PersonName } from '../../parts/person-name.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { TableViewMenu, useTableView } from '../../parts/table-view.tsx'
import type { EnrolmentsSearch } from '../../search.ts'
import { useMay } from '../../shell/session.ts'
import { ItemKindName } from '../items/item-kind-name.tsx'
import { ItemLink } from '../items/item-link.tsx'
import { EndEnrolmentDialog } from './end-enrolment-dialog.tsx'
import { MarkCompletedDialog } from './mark-completed-dialog.tsx'
import { ViaName } from './via-name.tsx'

export type Enrolment = Outputs['enrolments']['list']['items'][number]

type Props = {
  /** Of which item, or whose. Ids. */
  of: { kind: Enrolment['kind']; item: string } | { person: string }
  search: EnrolmentsSearch
  onSearch: (search: EnrolmentsSearch) => void
  /** Enrols somebody; for whoever may. */
  enrol: ReactNode
  empty: ReactNode
}

/** Open enrolments with how far each is, all but the columns in the address. */
export function EnrolmentsList({ of, search, onSearch, enrol, empty }: Props) {
  const { t } = useLingui()
  const enrols = useMay('training.enrol')
  const ofPerson = 'person' in of
  const [view, setView] = useTableView(ofPerson ? 'person-enrolments' : 'item-enrolments', ['code'])
  const columns = useColumns(ofPerson)
  const [ending, setEnding] = useState<Enrolment | null>(null)
  const [marking, setMarking] = useState<Enrolment | null>(null)
  const list = listOf(useInfiniteQuery({
    ...countedPagesOf(api.enrolments.list, client.enrolments.list.query, {
      ...(ofPerson ? { username: of.person } : { kind: of.kind, itemCode: of.item, search: search.search }), completed: search.completed,
    }),
    placeholderData: keepPreviousData,
  }))
  const change = (changes: Partial<EnrolmentsSearch>) => onSearch({ ...search, ...changes })
  const filtered = Boolean(search.search) || search.completed !== undefined
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          {!ofPerson && <SearchField label={t`Search people`} value={search.search ?? ''} onChange={(text) => change({ search: text || undefined })} />}
          <Select
            aria-label={t`State`} placeholder={t`All states`} clearable w={170} data={[{ value: 'completed', label: t`Completed` }, { value: 'open', label: t`Not completed` }]}
            value={search.completed === undefined ? null : search.completed ? 'completed' : 'open'} onChange={(value) => change({ completed: value === null ? undefined : value === 'completed' })}
          />
        </Group>
        <Group gap="sm">
          <TableViewMenu columns={columns} view={view} onChange={setView} />
          {enrol}
        </Group>
      </Group>
      <ListTable
        label={t`Enrolments`} list={list} rowKey={({ id }) => id} columns={columns} view={view} empty={empty}
        {...(enrols ? { actions: (enrolment: Enrolment) => <RowMenu enrolment={enrolment} ofPerson={ofPerson} onMark={setMarking} onEnd={setEnding} /> } : {})}
        onClearFilters={filtered ? () => change({ search: undefined, completed: undefined }) : undefined}
      />
      {ending && <EndEnrolmentDialog enrolment={ending} onClose={() => setEnding(null)} />}
      {marking && <MarkCompletedDialog enrolment={marking} onClose={() => setMarking(null)} />}
    </Stack>
  )
}

function useColumns(ofPerson: boolean): Column<Enrolment>[] {
  const { t } = useLingui()
  const who: Column<Enrolment>[] = [
    {
      key: 'username', title: t`Username`, header: true,
      render: ({ personId, username, active }) => <PersonName id={personId} username={username} active={active} tab="training" />,
    },
    { key: 'name', title: t`Name`, render: ({ firstName, lastName }) => `${firstName} ${lastName}`.trim() },
  ]
  const what: Column<Enrolment>[] = [
    { key: 'item', title: t`Name`, header: true, render: ({ kind, itemCode, itemName }) => <ItemLink kind={kind} code={itemCode}>{itemName}</ItemLink> },
    { key: 'kind', title: t`Type`, render: ({ kind }) => <ItemKindName kind={kind} /> },
    { key: 'code', title: t`Code`, render: ({ itemCode }) => itemCode },
  ]
  return [
    ...(ofPerson ? what : who),
    { key: 'progress', title: t`Progress`, render: (enrolment) => <HowFar enrolment={enrolment} /> },
    { key: 'completed', title: t`Completed on`, render: ({ completedAt }) => (completedAt ? <Day value={completedAt} /> : <Text span size="sm" c="dimmed"><Trans>Not yet</Trans></Text>) },
    { key: 'enrolled', title: t`Enrolled on`, render: ({ enrolledAt }) => <Day value={enrolledAt} /> },
    { key: 'via', title: t`Enrolled by`, render: ({ via }) => <ViaName via={via} /> },
  ]
}

/** A course's materials, or a plan's courses, that are done. */
function HowFar({ enrolment: { kind, materialsDone, materials, ...enrolment } }: { enrolment: Enrolment }) {
  const { t, i18n } = useLingui()
  if (materials === 0) return <Text span size="sm" c="dimmed">{kind === 'course' ? <Trans>No materials</Trans> : <Trans>No courses</Trans>}</Text>
  const done = formatCount(materialsDone, i18n.locale)
  const all = formatCount(materials, i18n.locale)
  return (
    <Group gap="xs" wrap="nowrap">
      <Progress value={(materialsDone / materials) * 100} w={70} color={materialsDone === materials ? 'teal' : 'blue'} aria-label={t`Progress of ${nameOf(enrolment)}`} />
      <Text span size="sm" style={{ whiteSpace: 'nowrap' }}><Trans>{done} of {all}</Trans></Text>
    </Group>
  )
}

type RowMenuProps = { enrolment: Enrolment; ofPerson: boolean; onMark: (enrolment: Enrolment) => void; onEnd: (enrolment: Enrolment) => void }

function RowMenu({ enrolment, ofPerson, onMark, onEnd }: RowMenuProps) {
  const { t } = useLingui()
  const name = ofPerson ? enrolment.itemName : nameOf(enrolment)
  const ofPlan = enrolment.via === 'plan'
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={t`Actions for ${name}`}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCircleCheck size={16} aria-hidden />} onClick={() => onMark(enrolment)}><Trans>Mark as completed on …</Trans></Menu.Item>
        <Menu.Item color="var(--mantine-color-red-text)" leftSection={<IconUserMinus size={16} aria-hidden />} aria-disabled={ofPlan} data-disabled={ofPlan || undefined} closeMenuOnClick={!ofPlan} onClick={() => { if (!ofPlan) onEnd(enrolment) }}>
          <Trans>End enrolment</Trans>
          {ofPlan && <Text size="xs" c="dimmed"><Trans>It came with a learning plan. End the enrolment in the plan.</Trans></Text>}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

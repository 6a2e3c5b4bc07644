import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Title } from '@mantine/core'
import { nameOf } from '@recert/domain/people'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import type { Activity } from './activity-values.ts'
import { Outcome } from './outcome.tsx'

/** What a report led to, person by person. */
export function ReportResult({ activities, onAnother }: { activities: Activity[]; onAnother: () => void }) {
  const { t } = useLingui()
  const heading = useRef<HTMLHeadingElement>(null)
  // The form is gone; whoever works by keyboard or ear goes on here.
  useEffect(() => heading.current?.focus(), [])
  const columns: Column<Activity>[] = [
    { key: 'person', title: t`Person`, header: true, render: ({ personId, ...person }) => <TextLink to="/people/$person" params={{ person: personId }} search={{ tab: 'external' }} size="sm" title={person.username}>{nameOf(person)}</TextLink> },
    { key: 'outcome', title: t`Led to`, render: (activity) => <Outcome activity={activity} /> },
    { key: 'activity', title: t`Training activity`, render: ({ id, title }) => <TextLink to="/external-training/$activity" params={{ activity: id }} size="sm">{title}</TextLink> },
  ]
  return (
    <Stack gap="md">
      <Title order={2} ref={heading} tabIndex={-1}><Plural value={activities.length} one="Reported for # person" other="Reported for # people" /></Title>
      <ListTable label={t`Result`} list={wholeList({ data: { items: activities }, error: null, refetch: () => {} })} rowKey={({ id }) => id} columns={columns} empty={null} />
      <Group gap="sm">
        <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={onAnother}><Trans>Report another activity</Trans></Button>
        <LinkButton to="/external-training"><Trans>To the list</Trans></LinkButton>
      </Group>
    </Stack>
  )
}

import { Trans } from '@lingui/react/macro'
import { Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconCalendarTime, IconList, IconUserQuestion, type TablerIcon } from '@tabler/icons-react'
import { NOTIFICATION_VIEWS, type NotificationsSearch } from '../../search.ts'
import { NotificationLog } from './notification-log.tsx'
import { Upcoming } from './upcoming.tsx'
import { WhyPanel } from './why-panel.tsx'

type Props = {
  name: string
  /** Everything of one person, by id. */
  person?: string
  search: NotificationsSearch
  onSearch: (search: NotificationsSearch) => void
}

/** The log, the answers to "why no mail?", and what is to come; what is filtered by stays from one to the other. */
export function NotificationViews({ name, person, search, onSearch }: Props) {
  const { view = 'log' } = search
  // Side by side on a phone, too.
  const wide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false })
  const look = (Icon: TablerIcon) => (wide ? { leftSection: <Icon size={16} aria-hidden /> } : { px: 10 })
  return (
    <Tabs value={view} keepMounted={false} variant={person ? 'pills' : 'default'} onChange={(next) => onSearch({ ...search, view: NOTIFICATION_VIEWS.find((each) => each === next) })}>
      <Tabs.List mb="md">
        <Tabs.Tab value="log" {...look(IconList)}><Trans>Log</Trans></Tabs.Tab>
        <Tabs.Tab value="why" {...look(IconUserQuestion)}><Trans>Why no mail?</Trans></Tabs.Tab>
        <Tabs.Tab value="upcoming" {...look(IconCalendarTime)}><Trans>Upcoming</Trans></Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="log"><NotificationLog name={name} {...(person ? { of: { person } } : {})} search={search} onSearch={onSearch} /></Tabs.Panel>
      <Tabs.Panel value="why"><WhyPanel person={person} search={search} onSearch={onSearch} /></Tabs.Panel>
      <Tabs.Panel value="upcoming"><Upcoming person={person} search={search} onSearch={onSearch} /></Tabs.Panel>
    </Tabs>
  )
}

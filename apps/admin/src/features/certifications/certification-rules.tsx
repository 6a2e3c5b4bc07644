import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Stack, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { IconBell, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../api.ts'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { useMe } from '../../shell/session.ts'
import { RuleWhen } from '../notification-rules/rule-when.tsx'
import { useChannelNames } from '../notifications/use-channel-names.ts'

type Rule = Outputs['notificationRules']['ofCertification']['items'][number]

/** R10.1: the notification rules that concern a certification, those of all certifications included. */
export function CertificationRules({ certification }: { certification: string }) {
  const { t } = useLingui()
  const writes = useMe().role === 'superadmin'
  const columns = useColumns(writes)
  const channels = useChannelNames()
  return (
    <ListTable
      label={t`Notification rules`} list={wholeList<Rule>(useQuery(api.notificationRules.ofCertification.queryOptions({ certification })))} rowKey={({ id }) => id} columns={columns}
      card={(rule) => (
        <Stack gap={4}>
          <Name rule={rule} writes={writes} />
          <Text size="sm"><RuleWhen {...rule} /> · {rule.channels.map((channel) => channels[channel]).join(', ')}</Text>
          <Text size="sm" c="dimmed"><Trans>Certifications: <OfWhich rule={rule} /></Trans></Text>
          <div><State rule={rule} /></div>
        </Stack>
      )}
      empty={(
        <EmptyState
          icon={IconBell} title={<Trans>No rule tells of this certification</Trans>}
          actions={writes && <LinkButton to="/notification-rules/new" leftSection={<IconPlus size={18} aria-hidden />}><Trans>New rule</Trans></LinkButton>}
        >
          <Trans>Nobody is told when it is issued or about to expire.</Trans>
        </EmptyState>
      )}
    />
  )
}

function useColumns(writes: boolean): Column<Rule>[] {
  const { t } = useLingui()
  const channels = useChannelNames()
  return [
    { key: 'name', title: t`Name`, header: true, render: (rule) => <Name rule={rule} writes={writes} /> },
    { key: 'when', title: t`When`, render: (rule) => <RuleWhen {...rule} /> },
    { key: 'channels', title: t`Channels`, render: (rule) => rule.channels.map((channel) => channels[channel]).join(', ') },
    { key: 'for', title: t`Certifications`, render: (rule) => <OfWhich rule={rule} /> },
    { key: 'state', title: t`State`, render: (rule) => <State rule={rule} /> },
  ]
}

/** A long word in it must not push what stands beside it out of sight. */
function Name({ rule: { id, name }, writes }: { rule: Rule; writes: boolean }) {
  const look = { size: 'sm', fw: 600, style: { overflowWrap: 'anywhere' } } as const
  return writes ? <TextLink to="/notification-rules/$rule" params={{ rule: id }} {...look}>{name}</TextLink> : <Text {...look}>{name}</Text>
}

const OfWhich = ({ rule: { forAll } }: { rule: Rule }) => (forAll ? <Trans>All</Trans> : <Trans>Chosen ones</Trans>)

const State = ({ rule: { active } }: { rule: Rule }) => <Badge color={active ? 'teal' : 'gray'} variant="light" tt="none">{active ? <Trans context="schedule or rule">Active</Trans> : <Trans>Paused</Trans>}</Badge>

import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Stack, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { IconBellRinging, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { RULE_STARTS } from '../../search.ts'
import { useChannelNames } from '../notifications/use-channel-names.ts'
import { DeleteRuleDialog } from './delete-rule-dialog.tsx'
import { CopyRuleDialog, RuleMenu } from './rule-menu.tsx'
import { RuleState } from './rule-state.tsx'
import type { Rule } from './rule-values.ts'
import { RuleWhen } from './rule-when.tsx'
import { OfWhich, ToWhom } from './rule-whom.tsx'
import { useStartNames } from './use-start-names.ts'

/** R10.1: whom Recert tells of what, and when. */
export function RulesPage() {
  const { t } = useLingui()
  const channels = useChannelNames()
  const list = wholeList<Rule>(useQuery(api.notificationRules.list.queryOptions()))
  const [asked, setAsked] = useState<{ what: 'copy' | 'delete'; rule: Rule } | null>(null)
  const close = () => setAsked(null)
  const menu = (rule: Rule) => <RuleMenu rule={rule} onCopy={() => setAsked({ what: 'copy', rule })} onDelete={() => setAsked({ what: 'delete', rule })} />
  const columns: Column<Rule>[] = [
    { key: 'name', title: t`Name`, header: true, render: (rule) => <div style={{ minWidth: '11rem' }}><Name rule={rule} /></div> },
    { key: 'when', title: t`When`, render: (rule) => <div style={{ minWidth: '7rem' }}><RuleWhen {...rule} /></div> },
    { key: 'certifications', title: t`Certifications`, render: (rule) => <OfWhich rule={rule} /> },
    { key: 'people', title: t`People`, render: (rule) => <ToWhom rule={rule} /> },
    { key: 'channels', title: t`How`, render: (rule) => <div style={{ minWidth: '4rem' }}>{rule.channels.map((channel) => channels[channel]).join(', ')}</div> },
    { key: 'state', title: t`State`, render: (rule) => <RuleState rule={rule} /> },
  ]
  const create = <LinkButton to="/notification-rules/new" leftSection={<IconPlus size={18} aria-hidden />}><Trans>New rule</Trans></LinkButton>
  return (
    <Page title={t`Notification rules`} here={t`Rules`} crumbs={[{ title: t`Notifications` }]} description={<Trans>Whom Recert tells of what, when, and in which words.</Trans>} actions={create}>
      <ListTable
        label={t`Notification rules`} list={list} rowKey={({ id }) => id} columns={columns} actions={menu}
        card={(rule) => (
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Stack gap={4} miw={0}>
              <Name rule={rule} />
              <Text size="sm"><RuleWhen {...rule} /> · {rule.channels.map((channel) => channels[channel]).join(', ')}</Text>
              <Text size="sm" c="dimmed" component="div"><Trans>Certifications: <OfWhich rule={rule} /> · people: <ToWhom rule={rule} /></Trans></Text>
              <div><RuleState rule={rule} /></div>
            </Stack>
            {menu(rule)}
          </Group>
        )}
        empty={<NoRules />}
      />
      {asked?.what === 'copy' && <CopyRuleDialog rule={asked.rule} onClose={close} />}
      {asked?.what === 'delete' && <DeleteRuleDialog rule={asked.rule} onClose={close} />}
    </Page>
  )
}

/** A long word in it must not push what stands beside it out of sight. */
function Name({ rule: { id, name } }: { rule: Rule }) {
  return <TextLink to="/notification-rules/$rule" params={{ rule: id }} size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{name}</TextLink>
}

function NoRules() {
  const names = useStartNames()
  return (
    <EmptyState
      icon={IconBellRinging} title={<Trans>No rules yet: nobody is told of anything</Trans>}
      actions={RULE_STARTS.map((start) => <LinkButton key={start} to="/notification-rules/new" search={{ start }} variant="default">{names[start]}</LinkButton>)}
    >
      <Trans>A rule tells people when a certification is issued, expires soon or has expired. Begin with one of these and its ready-made text, or with an empty one. Nothing is sent until you activate it.</Trans>
    </EmptyState>
  )
}

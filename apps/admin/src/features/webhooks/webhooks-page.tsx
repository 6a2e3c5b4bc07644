import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Code, Group, Stack, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { type Webhook, WebhookState } from './webhook-state.tsx'

const NewWebhookDialog = lazy(() => import('./webhook-dialog.tsx').then((module) => ({ default: module.NewWebhookDialog })))

/** R14.4: the addresses that are told what happens. */
export function WebhooksPage() {
  const { t } = useLingui()
  const list = wholeList<Webhook>(useQuery(api.webhooks.list.queryOptions()))
  const [creating, setCreating] = useState(false)
  const columns: Column<Webhook>[] = [
    { key: 'url', title: t`Address`, header: true, render: (webhook) => <div style={{ minWidth: '14rem' }}><Address webhook={webhook} /></div> },
    { key: 'events', title: t`Events`, render: (webhook) => <Events webhook={webhook} /> },
    { key: 'messages', title: t`Messages`, render: (webhook) => <div style={{ minWidth: '6rem' }}><Messages webhook={webhook} /></div> },
    { key: 'state', title: t`State`, render: (webhook) => <WebhookState webhook={webhook} /> },
  ]
  const create = <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}><Trans>New webhook</Trans></Button>
  return (
    <Page title={t`Webhooks`} description={<Trans>Addresses of programs that are told, within seconds, what happens to awards and imports.</Trans>} actions={create}>
      <ListTable
        label={t`Webhooks`} list={list} rowKey={({ id }) => id} columns={columns}
        card={(webhook) => (
          <Stack gap={6}>
            <Address webhook={webhook} />
            <Events webhook={webhook} />
            <Text size="sm" component="div"><Messages webhook={webhook} /></Text>
            <div><WebhookState webhook={webhook} /></div>
          </Stack>
        )}
        empty={<EmptyState icon={IconWebhook} title={<Trans>No webhooks</Trans>} actions={create}><Trans>Another program, such as a personnel system, is told when somebody is awarded a certification or one expires, so that it need not ask.</Trans></EmptyState>}
      />
      <Suspense>{creating && <NewWebhookDialog onClose={() => setCreating(false)} />}</Suspense>
    </Page>
  )
}

function Address({ webhook: { id, url, description } }: { webhook: Webhook }) {
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <TextLink to="/webhooks/$webhook" params={{ webhook: id }} size="sm" fw={600}>{url}</TextLink>
      {description && <Text size="sm" c="dimmed">{description}</Text>}
    </div>
  )
}

const Events = ({ webhook: { events } }: { webhook: Webhook }) => <Group gap={4}>{events.map((event) => <Code key={event}>{event}</Code>)}</Group>

function Messages({ webhook: { waiting, failed } }: { webhook: Webhook }) {
  if (waiting + failed === 0) return <Text size="sm" c="dimmed"><Trans>None waits</Trans></Text>
  return (
    <>
      {waiting > 0 && <Text size="sm"><Plural value={waiting} one="# waits" other="# wait" /></Text>}
      {failed > 0 && <Text size="sm"><Plural value={failed} one="# failed" other="# failed" /></Text>}
    </>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Alert, Button, Code, Group, Menu, Stack, Text, Title } from '@mantine/core'
import { Instant } from '@recert/ui/instant'
import { IconAlertTriangle, IconDots, IconKey, IconPencil, IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { MessageLog } from './message-log.tsx'
import { TestButton } from './test-dialog.tsx'
import { useDelete, useSetActive } from './webhook-actions.ts'
import { type Webhook, WebhookState } from './webhook-state.tsx'

const EditWebhookDialog = lazy(() => import('./webhook-dialog.tsx').then((module) => ({ default: module.EditWebhookDialog })))
const RotateDialog = lazy(() => import('./rotate-dialog.tsx').then((module) => ({ default: module.RotateDialog })))
const ReplayDialog = lazy(() => import('./replay-dialog.tsx').then((module) => ({ default: module.ReplayDialog })))

const route = getRouteApi('/shell/webhooks/$webhook')
type Asked = 'edit' | 'rotate' | 'replay'

/** One webhook: what can be done with it, and what it was told. */
export function WebhookPage() {
  const { t } = useLingui()
  const { webhook: id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: webhook } = useSuspenseQuery(api.webhooks.get.queryOptions({ webhook: id }))
  // The same data again, only to look: workers pause what takes nothing.
  useQuery({ ...api.webhooks.get.queryOptions({ webhook: id }), refetchInterval: 4_000 })
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  return (
    <Page
      title={hostOf(webhook.url)} crumbs={[{ title: t`Webhooks`, to: '/webhooks' }]}
      description={<Stack gap={4}><Code style={{ overflowWrap: 'anywhere', alignSelf: 'flex-start' }}>{webhook.url}</Code>{webhook.description && <Text size="sm">{webhook.description}</Text>}<Group gap={4}>{webhook.events.map((event) => <Code key={event}>{event}</Code>)}</Group></Stack>}
      actions={<><TestButton webhook={webhook} /><Actions webhook={webhook} onAsk={setAsked} /></>}
    >
      <div><WebhookState webhook={webhook} /></div>
      <Stopped webhook={webhook} />
      {webhook.earlierSecretUntil && <Text size="sm" c="dimmed" component="div"><Trans>Until <Instant value={webhook.earlierSecretUntil} /> messages are signed with the earlier secret, too.</Trans></Text>}
      <Title order={2} size="h4"><Trans>Messages</Trans></Title>
      <MessageLog webhook={id} search={search} onChange={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false })} />
      <Suspense>
        {asked === 'edit' && <EditWebhookDialog webhook={webhook} onClose={close} />}
        {asked === 'rotate' && <RotateDialog webhook={webhook} onClose={close} />}
        {asked === 'replay' && <ReplayDialog webhook={webhook} onClose={close} />}
      </Suspense>
    </Page>
  )
}

/** What the heading says of an address. */
const hostOf = (url: string): string => new URL(url).host

function Actions({ webhook, onAsk }: { webhook: Webhook; onAsk: (asked: Asked) => void }) {
  const { t } = useLingui()
  const setActive = useSetActive(webhook)
  const remove = useDelete(webhook)
  const toggle = () => setActive.mutate({ webhook: webhook.id, active: !webhook.active })
  return (
    <>
      {webhook.active
        ? <Button variant="default" leftSection={<IconPlayerPause size={18} aria-hidden />} loading={setActive.isPending} onClick={toggle}><Trans>Pause</Trans></Button>
        : <Button leftSection={<IconPlayerPlay size={18} aria-hidden />} loading={setActive.isPending} onClick={toggle}><Trans>Activate</Trans></Button>}
      <Menu position="bottom-end" width={220}>
        <Menu.Target><ActionIcon variant="default" size={36} loading={remove.isPending} aria-label={t`More actions`}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onAsk('edit')}><Trans>Edit …</Trans></Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => onAsk('rotate')}><Trans>New secret …</Trans></Menu.Item>
          <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => onAsk('replay')}><Trans>Replay what failed …</Trans></Menu.Item>
          <Menu.Item color="var(--mantine-color-red-text)" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => remove.mutate({ webhook: webhook.id })}><Trans>Delete</Trans></Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** Why Recert paused it by itself, and what to do. */
function Stopped({ webhook: { active, stoppedBy } }: { webhook: Webhook }) {
  if (active || !stoppedBy) return null
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="status" title={stoppedBy === 'gone' ? <Trans>It answered that it is gone for good (410), so it was paused</Trans> : <Trans>It took nothing for five days, so it was paused</Trans>}>
      <Text size="sm"><Trans>It is told nothing of what happens meanwhile; what waits is kept. Mend the address or the program, send a test, then activate it.</Trans></Text>
    </Alert>
  )
}

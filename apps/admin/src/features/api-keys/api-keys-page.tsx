import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Button, Code, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { EmptyState } from '@recert/ui/empty-state'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { wholeList } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { useRoleNames } from '../people/role-name.ts'
import { usePermissionTexts } from '../people/use-rights-texts.ts'
import { NewApiKeyDialog } from './new-api-key-dialog.tsx'

type ApiKey = Outputs['apiKeys']['list']['items'][number]

/** R15.1: keys for programs. */
export function ApiKeysPage() {
  const { t } = useLingui()
  const roles = useRoleNames()
  const list = wholeList<ApiKey>(useQuery(api.apiKeys.list.queryOptions()))
  const [creating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const columns: Column<ApiKey>[] = [
    { key: 'name', title: t`Name`, header: true, render: ({ name }) => <Text size="sm" fw={600}>{name}</Text> },
    { key: 'prefix', title: t`Begins with`, render: ({ prefix }) => <Code>{prefix}…</Code> },
    { key: 'role', title: t`Rights of`, render: ({ role }) => roles[role] },
    { key: 'scope', title: t`Limited to`, render: (key) => <Limits apiKey={key} /> },
    { key: 'created', title: t`Created`, render: ({ createdAt }) => <Instant value={createdAt} /> },
    {
      key: 'state', title: t`State`,
      render: ({ revokedAt }) => (revokedAt ? <Badge color="gray" variant="light" tt="none"><Trans>Revoked</Trans></Badge> : <Badge color="teal" variant="light" tt="none"><Trans>Works</Trans></Badge>),
    },
  ]
  const create = <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}><Trans>New API key</Trans></Button>
  return (
    <Page title={t`API keys`} description={<Trans>Programs use Recert with a key. What they can do is shown on the <Anchor href="/api/v1/docs" size="sm" underline="always">API page</Anchor>.</Trans>} actions={create}>
      <ListTable
        label={t`API keys`} list={list} rowKey={({ id }) => id} columns={columns}
        actions={(key) => !key.revokedAt && <Button variant="subtle" color="red" size="compact-sm" aria-label={t`Revoke ${key.name}`} onClick={() => setRevoking(key)}><Trans>Revoke</Trans></Button>}
        empty={<EmptyState icon={IconKey} title={<Trans>No API keys</Trans>} actions={create}><Trans>Make one for each program, so that you can revoke it alone.</Trans></EmptyState>}
      />
      {creating && <NewApiKeyDialog onClose={() => setCreating(false)} />}
      {revoking && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </Page>
  )
}

/** What a power user's or manager's key may do, and for whose people. */
function Limits({ apiKey: { role, permissions, scopeBranches, scopeGroups } }: { apiKey: ApiKey }) {
  const texts = usePermissionTexts()
  if (role === 'superadmin') return <Text size="sm"><Trans>Nothing: everything is open</Trans></Text>
  const places = [...scopeBranches.map(({ path }) => path), ...scopeGroups.map(({ name }) => name)]
  return (
    <Stack gap={2} miw={200}>
      {role === 'power_user' && <Text size="sm">{permissions.length > 0 ? permissions.map((permission) => texts[permission]).join(' · ') : <Trans>No permission</Trans>}</Text>}
      <Text size="sm" c="dimmed">{places.length > 0 ? places.join(' · ') : <Trans>Nobody’s data</Trans>}</Text>
    </Stack>
  )
}

function RevokeDialog({ apiKey: { id, name }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useLingui()
  const revoke = useMutation(api.apiKeys.revoke.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${name} is revoked.` })
      onClose()
    },
  }))
  const problem = revoke.error && problemOf(revoke.error)
  return (
    <DangerDialog
      opened onClose={onClose} title={t`Revoke ${name}?`} verb={<Trans>Revoke 1 key</Trans>} pending={revoke.isPending} onConfirm={() => revoke.mutate({ id })}
      error={problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
    >
      <Text size="sm"><Trans>Programs that use it are refused from now on. This cannot be taken back; a new key can be made.</Trans></Text>
    </DangerDialog>
  )
}

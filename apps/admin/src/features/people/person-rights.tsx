import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, List, Paper, Radio, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type Role, ROLES } from '@recert/domain/people'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { useMe } from '../../shell/session.ts'
import { type ChosenRights, NO_RIGHTS, RightsFields, rightsFor } from './rights-fields.tsx'
import { useRoleNames } from './role-name.ts'
import { useRoleTexts } from './use-rights-texts.ts'

type Person = Outputs['people']['get']

const storedRights = ({ rights }: Person): ChosenRights => (rights
  ? { permissions: rights.permissions, scopeBranches: rights.scopeBranches.map(({ id }) => id), scopeGroups: rights.scopeGroups.map(({ id }) => id) }
  : NO_RIGHTS)

/** What somebody may do, and for whose people. For superadmins only. */
export function PersonRights({ person }: { person: Person }) {
  const { t } = useLingui()
  const me = useMe()
  const roles = useRoleNames()
  const texts = useRoleTexts()
  const [role, setRole] = useState<Role>(person.role)
  const [rights, setRights] = useState(() => storedRights(person))
  const [asking, setAsking] = useState(false)
  const dirty = role !== person.role || JSON.stringify(rightsFor(role, rights)) !== JSON.stringify(rightsFor(role, storedRights(person)))
  const save = useMutation(api.people.update.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ username }) => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`The rights of ${username} are saved.` })
    },
    onSettled: () => setAsking(false),
  }))
  const problem = save.error && problemOf(save.error)
  const send = () => save.mutate({ person: person.id, version: person.version, role, ...rightsFor(role, rights) })

  return (
    <Paper withBorder p="lg" maw={820}>
      <UnsavedGuard dirty={dirty && !save.isPending && !save.isSuccess} />
      <form onSubmit={(event) => { event.preventDefault(); if (person.role === 'superadmin' && role !== 'superadmin') setAsking(true); else send() }}>
        <Stack gap="lg">
          {problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
          <Radio.Group label={t`Role`} value={role} onChange={(value) => setRole(ROLES.find((each) => each === value) ?? role)}>
            <Stack gap="sm" mt="xs">
              {ROLES.map((each) => <Radio key={each} value={each} label={roles[each]} description={texts[each]} />)}
            </Stack>
          </Radio.Group>
          <RightsFields role={role} value={rights} onChange={setRights} />
          <Group justify="space-between">
            <Text size="sm" c="dimmed">{me.id === person.id ? <Trans>These are your own rights: saving other ones signs you out.</Trans> : <Trans>Saving other rights signs {person.username} out, on every device.</Trans>}</Text>
            <Button type="submit" disabled={!dirty} loading={save.isPending}><Trans>Save Changes</Trans></Button>
          </Group>
        </Stack>
      </form>
      {asking && (
        <DangerDialog opened onClose={() => setAsking(false)} title={t`Take the superadmin’s rights from ${person.username}?`} verb={<Trans>Take the rights</Trans>} pending={save.isPending} onConfirm={send}>
          <List size="sm">
            <List.Item><Trans>From now on: {texts[role]}</Trans></List.Item>
            <List.Item><Trans>They are signed out at once.</Trans></List.Item>
          </List>
        </DangerDialog>
      )}
    </Paper>
  )
}

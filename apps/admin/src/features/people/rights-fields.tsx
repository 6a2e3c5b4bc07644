import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, Fieldset, MultiSelect, SimpleGrid, Stack, Text } from '@mantine/core'
import { areaOf, may, type Permission, PERMISSIONS } from '@recert/domain/access'
import type { Role } from '@recert/domain/people'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { useAreaNames, usePermissionTexts } from './use-rights-texts.ts'

/** What is chosen besides the role. Branches and groups by id. */
export type ChosenRights = { permissions: Permission[]; scopeBranches: string[]; scopeGroups: string[] }

export const NO_RIGHTS: ChosenRights = { permissions: [], scopeBranches: [], scopeGroups: [] }

/** As the API takes it: what the role cannot have is left empty. */
export const rightsFor = (role: Role, { permissions, scopeBranches, scopeGroups }: ChosenRights): ChosenRights => ({
  permissions: role === 'power_user' ? permissions : [],
  scopeBranches: role === 'power_user' || role === 'manager' ? scopeBranches : [],
  scopeGroups: role === 'power_user' ? scopeGroups : [],
})

const AREAS = [...new Set(PERMISSIONS.map(areaOf))]

/** Permissions by area, and whose people: for power users all of it, for managers branches alone, for others nothing. */
export function RightsFields({ role, value, onChange }: { role: Role; value: ChosenRights; onChange: (value: ChosenRights) => void }) {
  const { t } = useLingui()
  const { data: branches } = useQuery(api.branches.list.queryOptions())
  const { data: groups } = useQuery(api.groups.list.queryOptions())
  if (role === 'superadmin' || role === 'learner') return null
  const nobody = value.scopeBranches.length + (role === 'power_user' ? value.scopeGroups.length : 0) === 0
  return (
    <Stack gap="md">
      {role === 'power_user' && <Permissions chosen={value.permissions} onChange={(permissions) => onChange({ ...value, permissions })} />}
      <Fieldset legend={t`Whose people`}>
        <Stack gap="sm">
          <MultiSelect
            label={t`Branches`} description={t`With the branches below them.`} searchable clearable limit={100} nothingFoundMessage={t`Nothing found`}
            data={branches?.items.map(({ id, path }) => ({ value: id, label: path })) ?? []} value={value.scopeBranches} onChange={(scopeBranches) => onChange({ ...value, scopeBranches })}
          />
          {role === 'power_user' && (
            <MultiSelect
              label={t`Groups`} searchable clearable limit={100} nothingFoundMessage={t`Nothing found`}
              data={groups?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []} value={value.scopeGroups} onChange={(scopeGroups) => onChange({ ...value, scopeGroups })}
            />
          )}
          {nobody && <Text size="sm" c="dimmed"><Trans>Without any, nobody’s data is shown.</Trans></Text>}
        </Stack>
      </Fieldset>
    </Stack>
  )
}

function Permissions({ chosen, onChange }: { chosen: Permission[]; onChange: (permissions: Permission[]) => void }) {
  const { t } = useLingui()
  const areas = useAreaNames()
  const texts = usePermissionTexts()
  const toggle = (permission: Permission, on: boolean) => onChange(PERMISSIONS.filter((each) => (each === permission ? on : chosen.includes(each))))
  /** Whoever may do something may also see it. */
  const implied = (permission: Permission) => may({ role: 'power_user', permissions: chosen.filter((each) => each !== permission) }, permission)
  return (
    <Fieldset legend={t`Permissions`}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        {AREAS.map((area) => (
          <Stack key={area} gap="xs" role="group" aria-label={areas[area]}>
            <Text size="sm" fw={600}>{areas[area]}</Text>
            {PERMISSIONS.filter((permission) => areaOf(permission) === area).map((permission) => (
              <Checkbox
                key={permission} label={texts[permission]} checked={chosen.includes(permission) || implied(permission)} disabled={implied(permission)}
                description={implied(permission) ? t`Comes with the others.` : undefined} onChange={(event) => toggle(permission, event.currentTarget.checked)}
              />
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Fieldset>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, MultiSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { PeopleField } from '../../parts/people-picker.tsx'
import { type BuilderProps, CHOSEN_MOST } from './builder-field.ts'
import { useChosenPeople, withChosen } from './use-chosen.ts'

/** Of whom the report is: everybody whom the reader may see, or chosen ones. */
export function PeopleFields({ definition: { personIds, branchIds, groupIds, withDescendants, withInactive }, named, onChange }: BuilderProps) {
  const { t } = useLingui()
  const { data: branches } = useQuery(api.branches.list.queryOptions())
  const { data: groups } = useQuery(api.groups.list.queryOptions())
  const people = useChosenPeople(personIds, named, t`Somebody who is not visible to you, or gone`)
  const branchesOffered = withChosen(branches?.items.map(({ id, path }) => ({ value: id, label: path })) ?? [], branchIds, named?.branches.map(({ id, path }) => ({ value: id, label: path })) ?? [], branches ? t`A branch that is not visible to you, or gone` : '…')
  const groupsOffered = withChosen(groups?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [], groupIds, named?.groups.map(({ id, name }) => ({ value: id, label: name })) ?? [], groups ? t`A group that is not visible to you, or gone` : '…')
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed"><Trans>Whoever is in one of the branches or groups, or is named. None chosen: everybody whom the reader may see.</Trans></Text>
      <MultiSelect
        label={t`Branches`} placeholder={branchIds.length === 0 ? t`All branches` : ''} searchable clearable hidePickedOptions maxValues={CHOSEN_MOST} limit={100} nothingFoundMessage={t`Nothing found`}
        data={branchesOffered} value={branchIds} onChange={(chosen) => onChange({ branchIds: chosen })}
      />
      <Checkbox label={t`With the branches below them`} checked={withDescendants} disabled={branchIds.length === 0} onChange={({ currentTarget }) => onChange({ withDescendants: currentTarget.checked })} />
      {/* Managers look after branches alone, and see no groups. */}
      {groupsOffered.length > 0 && (
        <MultiSelect
          label={t`Groups`} placeholder={groupIds.length === 0 ? t`All groups` : ''} searchable clearable hidePickedOptions maxValues={CHOSEN_MOST} limit={100} nothingFoundMessage={t`Nothing found`}
          data={groupsOffered} value={groupIds} onChange={(chosen) => onChange({ groupIds: chosen })}
        />
      )}
      <PeopleField value={people} maxValues={CHOSEN_MOST} onChange={(chosen) => onChange({ personIds: chosen.map(({ id }) => id) })} />
      <Checkbox label={t`Include deactivated people`} checked={withInactive} onChange={({ currentTarget }) => onChange({ withInactive: currentTarget.checked })} />
    </Stack>
  )
}

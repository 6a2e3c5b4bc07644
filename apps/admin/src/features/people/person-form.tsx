import { Trans, useLingui } from '@lingui/react/macro'
import { Autocomplete, Button, Group, MultiSelect, NativeSelect, Paper, PasswordInput, Select, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { checkEmail, checkPassword, checkPersonName, checkTimeZone, checkUsername, type Language, LANGUAGES, type Role, ROLES } from '@recert/domain/people'
import { LANGUAGE_NAMES } from '@recert/ui/language'
import { timeZoneChoices } from '@recert/ui/time-zones'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { focusFirstError, FormProblems, refusalOf, useShownRefusal } from '../../parts/form.tsx'
import { ReadOnly } from '../../parts/read-only.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { useMe } from '../../shell/session.ts'
import { useRoleNames } from './role-name.ts'
import { useRoleTexts } from './use-rights-texts.ts'

export type PersonValues = {
  username: string; firstName: string; lastName: string; email: string; timeZone: string; language: Language
  branchPath: string; groups: string[]; role: Role; password: string
}

const FIELD_OF_CODE = {
  USERNAME_INVALID: 'username', USERNAME_TAKEN: 'username', EMAIL_INVALID: 'email', EMAIL_TAKEN: 'email', TIME_ZONE_UNKNOWN: 'timeZone',
  PASSWORD_TOO_SHORT: 'password', PASSWORD_TOO_LONG: 'password', BRANCH_NAME_INVALID: 'branchPath',
}

type Props = {
  initial: PersonValues
  isNew: boolean
  /** Why nothing can be changed here. */
  readOnly?: string | null
  onSave: (values: PersonValues) => void
  pending: boolean
  failed: unknown
  saved: boolean
}

export function PersonForm({ initial, isNew, readOnly = null, onSave, pending, failed, saved }: Props) {
  const { t } = useLingui()
  const roles = useRoleNames()
  const roleTexts = useRoleTexts()
  // Others choose among the branches and groups that they look after, and add learners only.
  const free = useMe().role === 'superadmin'
  const { data: branches } = useQuery(api.branches.list.queryOptions())
  const { data: groups } = useQuery(api.groups.list.queryOptions())
  const form = useForm<PersonValues>({
    initialValues: initial,
    // In the order of the fields, so that the first wrong one gets the focus.
    validate: {
      username: (value) => refusalOf(() => checkUsername(value)),
      firstName: (value) => refusalOf(() => checkPersonName(value, 'first name')),
      lastName: (value) => refusalOf(() => checkPersonName(value, 'last name')),
      email: (value) => refusalOf(() => checkEmail(value)),
      timeZone: (value) => refusalOf(() => checkTimeZone(value)),
      password: (value) => (value === '' ? null : refusalOf(() => checkPassword(value))),
    },
  })

  // Once for each refusal: the form itself changes with every key.
  useShownRefusal(form, failed, FIELD_OF_CODE)

  return (
    <Paper withBorder p="lg" maw={820}>
      <UnsavedGuard dirty={form.isDirty() && !saved && !pending} />
      <form noValidate autoComplete="off" onSubmit={form.onSubmit(onSave, (errors) => focusFirstError(form, errors))}>
        <ReadOnly reason={readOnly}>
          <Stack gap="md">
              <FormProblems errors={form.errors} failed={failed} fields={FIELD_OF_CODE} />
            <TextInput label={t`Username`} required withAsterisk spellCheck={false} autoCapitalize="none" maxLength={255} {...form.getInputProps('username')} />
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput label={t`First name`} maxLength={255} {...form.getInputProps('firstName')} />
              <TextInput label={t`Last name`} maxLength={255} {...form.getInputProps('lastName')} />
            </SimpleGrid>
            <TextInput label={t`E-mail`} description={t`Optional. Mails go there.`} type="email" maxLength={254} {...form.getInputProps('email')} />
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <Select label={t`Time zone`} description={t`In which dates and times are shown.`} required withAsterisk searchable limit={100} data={timeZoneChoices(initial.timeZone)} nothingFoundMessage={t`Nothing found`} {...form.getInputProps('timeZone')} onChange={(value) => form.setFieldValue('timeZone', value ?? '')} />
              <NativeSelect label={t`Language`} description={t`For screens and mails.`} data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))} {...form.getInputProps('language')} />
            </SimpleGrid>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <Autocomplete label={t`Branch`} description={free ? t`Names from the top down, with slashes. Missing ones are made.` : t`One of those that you look after.`} data={branches?.items.map(({ path }) => path) ?? []} limit={50} {...form.getInputProps('branchPath')} />
              {free
                ? <TagsInput label={t`Groups`} description={t`Press Enter after each. Missing ones are made.`} data={groups?.items.map(({ name }) => name) ?? []} limit={50} {...form.getInputProps('groups')} />
                : <MultiSelect label={t`Groups`} description={t`Of those that you look after.`} searchable data={namesOf(groups?.items, initial.groups)} nothingFoundMessage={t`Nothing found`} {...form.getInputProps('groups')} />}
            </SimpleGrid>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              {isNew && free && <NativeSelect label={t`Role`} description={roleTexts[form.values.role]} data={ROLES.map((value) => ({ value, label: roles[value] }))} {...form.getInputProps('role')} />}
              {readOnly === null && (
                <PasswordInput
                  label={isNew ? t`Password` : t`New password`} description={isNew ? t`Without one, the person cannot sign in.` : t`Leave it empty to keep the password as it is.`} autoComplete="new-password"
                  visibilityToggleButtonProps={{ 'aria-label': t`Show or hide the password` }} {...form.getInputProps('password')}
                />
              )}
            </SimpleGrid>
            {readOnly === null && <Group justify="flex-end"><Button type="submit" loading={pending}><Trans>Save Changes</Trans></Button></Group>}
          </Stack>
        </ReadOnly>
      </form>
    </Paper>
  )
}

/** The groups that may be chosen, with those that the person is in already. */
const namesOf = (groups: { name: string }[] | undefined, own: string[]): string[] => [...new Set([...own, ...(groups ?? []).map(({ name }) => name)])]

import { useLingui } from '@lingui/react/macro'
import { Fieldset, Group, MultiSelect, Radio, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { CertificationsField } from './certifications-field.tsx'
import type { RuleForm } from './use-rule-form.ts'

/** Of which certifications a rule tells, and whom. */
export function WhomFields({ form }: Pick<RuleForm, 'form'>) {
  const { t } = useLingui()
  const { ofAll, toAll, certifications } = form.values
  const { data: branches } = useQuery({ ...api.branches.list.queryOptions(), enabled: !toAll })
  const { data: groups } = useQuery({ ...api.groups.list.queryOptions(), enabled: !toAll })
  return (
    <Fieldset legend={t`For whom`}>
      <Stack gap="md">
        <AllOrChosen label={t`Certifications`} all={t`All certifications`} chosen={t`Chosen certifications`} value={ofAll} onChange={(value) => { form.setFieldValue('ofAll', value); form.clearFieldError('certifications') }} />
        {!ofAll && (
          <CertificationsField
            aria-label={t`Chosen certifications`} placeholder={certifications.length === 0 ? t`Name or code` : ''} value={certifications}
            onChange={(chosen) => form.setFieldValue('certifications', chosen)} error={form.errors.certifications} data-path="certifications"
          />
        )}
        <AllOrChosen label={t`People`} all={t`Everybody who holds them`} chosen={t`Those of chosen branches and groups`} value={toAll} onChange={(value) => { form.setFieldValue('toAll', value); form.clearFieldError('branches') }} />
        {!toAll && (
          <>
            <MultiSelect
              label={t`Branches`} description={t`With the branches below them.`} searchable clearable limit={100} nothingFoundMessage={t`Nothing found`}
              data={branches?.items.map(({ id, path }) => ({ value: id, label: path })) ?? []} {...form.getInputProps('branches')}
            />
            <MultiSelect
              label={t`Groups`} searchable clearable limit={100} nothingFoundMessage={t`Nothing found`} data={groups?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
              {...form.getInputProps('groups')} onChange={(chosen) => { form.setFieldValue('groups', chosen); form.clearFieldError('branches') }}
            />
          </>
        )}
      </Stack>
    </Fieldset>
  )
}

type AllOrChosenProps = { label: string; all: string; chosen: string; value: boolean; onChange: (all: boolean) => void }

function AllOrChosen({ label, all, chosen, value, onChange }: AllOrChosenProps) {
  return (
    <Radio.Group label={label} value={value ? 'all' : 'chosen'} onChange={(next) => onChange(next === 'all')}>
      <Group gap="lg" mt={6}>
        <Radio value="all" label={all} />
        <Radio value="chosen" label={chosen} />
      </Group>
    </Radio.Group>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Checkbox, NativeSelect, Select, Stack } from '@mantine/core'
import { ASSOCIATIONS } from '@recert/domain/awards'
import { formatDay } from '@recert/ui/format'
import { useViewer } from '@recert/ui/viewer'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../api.ts'
import { InstantField } from '../../parts/instant-field.tsx'
import { useMay, useSession } from '../../shell/session.ts'
import type { TermsValues } from './award-terms.ts'
import { useFilterNames } from './use-active-filters.ts'

type Errors = Partial<Record<keyof TermsValues, ReactNode>>

type Props = {
  values: TermsValues
  onChange: (changes: Partial<TermsValues>) => void
  errors: Errors
  /** Of which certification the award is, and whose; several people have no training activity in common. Ids. */
  certification: string
  person: string | null
  /** Below the expiry date: where it comes from. */
  expiryHelp?: ReactNode
}

/** R6.2, R6.3: dates and association of an award. */
export function TermsFields({ values, onChange, errors, certification, person, expiryHelp }: Props) {
  const { t } = useLingui()
  const { associations } = useFilterNames()
  const { association } = values
  return (
    <Stack gap="md">
      <InstantField label={t`Issue date`} timeLabel={t`Time of issue`} required value={values.issued} onChange={(issued) => onChange({ issued })} error={errors.issued} data-path="issued" />
      <InstantField
        label={t`Expiry date`} timeLabel={t`Time of expiry`} required={!values.alwaysValid} disabled={values.alwaysValid} value={values.expires} onChange={(expires) => onChange({ expires })}
        error={!values.alwaysValid && errors.expires} description={expiryHelp} data-path="expires"
      />
      <Checkbox label={t`Always valid for this user`} checked={values.alwaysValid} onChange={(event) => onChange({ alwaysValid: event.currentTarget.checked })} description={t`It never expires and is never renewed.`} />
      <NativeSelect
        label={t`Association type`} value={association} data={ASSOCIATIONS.map((value) => ({ value, label: associations[value] }))}
        onChange={(event) => { const chosen = ASSOCIATIONS.find((each) => each === event.currentTarget.value); if (chosen) onChange({ association: chosen, item: null, activity: null }) }}
      />
      {(association === 'course' || association === 'learning_plan') && (
        <ItemField certification={certification} kind={association} value={values.item} onChange={(item) => onChange({ item })} error={errors.item} />
      )}
      {association === 'external_training' && (person
        ? <ActivityField person={person} value={values.activity} onChange={(activity) => onChange({ activity })} error={errors.activity} />
        : <Alert variant="light" icon={<IconInfoCircle aria-hidden />}><Trans>A training activity belongs to one person. To say which one it was, award one person at a time.</Trans></Alert>)}
    </Stack>
  )
}

type FieldProps = { value: string | null; onChange: (value: string | null) => void; error: ReactNode }

function ItemField({ certification, kind, value, onChange, error }: FieldProps & { certification: string; kind: 'course' | 'learning_plan' }) {
  const { t } = useLingui()
  const { data } = useQuery(api.items.list.queryOptions({ certification }))
  const items = data?.items.filter((item) => item.kind === kind).map(({ code, name }) => ({ value: code, label: `${name} (${code})` })) ?? []
  // What an award names stays to be chosen, although it may be assigned no more.
  const offered = value === null || items.some((item) => item.value === value) ? items : [...items, { value, label: value }]
  return (
    <Select
      label={kind === 'course' ? t`Course` : t`Learning plan`} description={t`Optional. Those that are assigned to the certification.`} data-path="item" searchable clearable
      nothingFoundMessage={t`None is assigned to the certification`} data={offered} value={value} onChange={onChange} error={error}
    />
  )
}

const ACTIVITIES_MOST = 100

function ActivityField({ person, value, onChange, error }: FieldProps & { person: string }) {
  const { t } = useLingui()
  const viewer = useViewer()
  const { features } = useSession()
  const visible = useMay('external_training.view') && features.external_training
  const { data } = useQuery({ ...api.externalActivities.list.queryOptions({ username: person, state: ['approved'], limit: ACTIVITIES_MOST }), enabled: visible })
  if (!visible) return <Alert variant="light" icon={<IconInfoCircle aria-hidden />}><Trans>Which activity it was can be said once External Training is active and you may see it.</Trans></Alert>
  return (
    <Select
      label={t`External training activity`} description={t`Optional. The approved activities of this person.`} data-path="activity" searchable clearable nothingFoundMessage={t`This person has no approved activity`}
      data={data?.items.map(({ id, title, completedAt }) => ({ value: id, label: `${title} · ${formatDay(new Date(completedAt), viewer)}` })) ?? []}
      value={value} onChange={onChange} error={error}
    />
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Chip, Fieldset, Group, MultiSelect, Stack, Text } from '@mantine/core'
import { ASSOCIATIONS } from '@recert/domain/awards'
import { REPORT_STANDINGS } from '@recert/domain/reports'
import { CertificationsField } from '../notification-rules/certifications-field.tsx'
import { type BuilderProps, CHOSEN_MOST } from './builder-field.ts'
import { useChosenCertifications } from './use-chosen.ts'
import { useReportWords } from './use-report-words.ts'

/** Of which certifications the report is, and in which standing. */
export function WhatFields({ definition: { kind, certificationIds, standings, associations }, named, onChange }: BuilderProps) {
  const { t } = useLingui()
  const words = useReportWords()
  const certifications = useChosenCertifications(certificationIds, named, t`A certification that is not visible to you, or gone`)
  // Whoever was never awarded something has no row among the awards.
  const offered = REPORT_STANDINGS.filter((each) => kind === 'certifications_users' || each !== 'never')
  return (
    <Stack gap="sm">
      <CertificationsField
        label={t`Certifications`} placeholder={certificationIds.length === 0 ? t`All certifications` : ''} value={certifications} maxValues={CHOSEN_MOST}
        onChange={(chosen) => onChange({ certificationIds: chosen.map(({ id }) => id) })}
      />
      <Fieldset legend={t`Standing`} p="xs">
        <Chip.Group multiple value={standings} onChange={(chosen) => onChange({ standings: offered.filter((each) => chosen.includes(each)) })}>
          <Group gap={6}>{offered.map((each) => <Chip key={each} value={each} size="xs">{words.standing[each]}</Chip>)}</Group>
        </Chip.Group>
        {kind === 'certifications_users' && standings.length === 0 && <Text size="xs" c="dimmed" mt={6}><Trans>None chosen: who lacks it, because they never held it, it has expired, or only earlier cycles are left.</Trans></Text>}
      </Fieldset>
      {kind === 'users_certifications' && (
        <MultiSelect
          label={t`Association`} placeholder={associations.length === 0 ? t`However it was awarded` : ''} clearable hidePickedOptions data={ASSOCIATIONS.map((value) => ({ value, label: words.association[value] }))}
          value={associations} onChange={(chosen) => onChange({ associations: ASSOCIATIONS.filter((each) => chosen.includes(each)) })}
        />
      )}
    </Stack>
  )
}

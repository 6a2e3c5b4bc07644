import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Pill } from '@mantine/core'

export type ActiveFilter = { key: string; text: string; onRemove: () => void }

/** The filters that are on, each to be taken off. */
export function FilterPills({ filters, onClear }: { filters: ActiveFilter[]; onClear: () => void }) {
  const { t } = useLingui()
  if (filters.length === 0) return null
  return (
    <Group gap="xs" role="group" aria-label={t`Active filters`}>
      {filters.map(({ key, text, onRemove }) => (
        <Pill key={key} size="md" withRemoveButton onRemove={onRemove} removeButtonProps={{ 'aria-label': t`Remove the filter ${text}`, 'aria-hidden': false, tabIndex: 0 }}>{text}</Pill>
      ))}
      <Button variant="subtle" size="compact-sm" onClick={onClear}><Trans>Clear all</Trans></Button>
    </Group>
  )
}

import { useLingui } from '@lingui/react/macro'
import { Paper, SimpleGrid, Text } from '@mantine/core'
import type { RowOutcome } from '@recert/domain/imports'
import { formatCount } from '@recert/ui/format'
import type { Import } from './imports-page.tsx'

export function useOutcomeNames(): Record<RowOutcome, string> {
  const { t } = useLingui()
  return { new: t`New`, replaced: t`Replaced`, unchanged: t`Unchanged`, rejected: t`Rejected`, skipped: t`Skipped` }
}

/** Rows by outcome. */
export function Counts({ counts }: { counts: Import['counts'] }) {
  const { t, i18n } = useLingui()
  const names = useOutcomeNames()
  const shown = [
    { name: t`Rows`, count: counts.total },
    { name: names.new, count: counts.new }, { name: names.replaced, count: counts.replaced }, { name: names.unchanged, count: counts.unchanged },
    { name: names.rejected, count: counts.rejected, color: counts.rejected > 0 ? 'red' : undefined }, { name: names.skipped, count: counts.skipped },
  ]
  return (
    <SimpleGrid cols={{ base: 2, xs: 3, md: 6 }} component="dl" m={0}>
      {shown.map(({ name, count, color }) => (
        <Paper key={name} withBorder p="sm">
          <Text size="sm" c="dimmed" component="dt">{name}</Text>
          <Text fz="xl" fw={650} c={color} component="dd" m={0}>{formatCount(count, i18n.locale)}</Text>
        </Paper>
      ))}
    </SimpleGrid>
  )
}

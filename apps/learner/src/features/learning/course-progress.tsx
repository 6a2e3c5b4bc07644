import { Trans, useLingui } from '@lingui/react/macro'
import { Progress, Stack, Text } from '@mantine/core'

/** A bar, and the same in words. */
export function CourseProgress({ done, total }: { done: number; total: number }) {
  const { t } = useLingui()
  if (total === 0) return <Text size="sm" c="dimmed"><Trans>Nothing to work through yet</Trans></Text>
  return (
    <Stack gap={6}>
      <Progress value={(done / total) * 100} size="sm" color={done === total ? 'teal' : 'indigo'} aria-label={t`Progress`} />
      <Text size="sm" c="dimmed"><Trans>{done} of {total} done</Trans></Text>
    </Stack>
  )
}

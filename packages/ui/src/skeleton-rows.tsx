import { useLingui } from '@lingui/react/macro'
import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'

/** Grey lines where rows will stand. */
export function SkeletonRows({ rows = 6, height = 40 }: { rows?: number; height?: number }) {
  const { t } = useLingui()
  return (
    <div role="status" aria-live="polite">
      <VisuallyHidden>{t`Loading`}</VisuallyHidden>
      <Stack gap="xs" aria-hidden>
        {Array.from({ length: rows }, (_, row) => <Skeleton key={row} height={height} />)}
      </Stack>
    </div>
  )
}

import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, Group } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'

/** What can be done with a record on the screen: with or without its history, and on paper. */
export function RecordTools({ history, onHistory, ready }: { history: boolean; onHistory: (history: boolean) => void; ready: boolean }) {
  return (
    <Group gap="md" data-screen-only>
      <Checkbox checked={history} onChange={({ currentTarget }) => onHistory(currentTarget.checked)} label={<Trans>With history</Trans>} />
      <Button leftSection={<IconPrinter size={18} aria-hidden />} disabled={!ready} onClick={() => window.print()}><Trans>Print</Trans></Button>
    </Group>
  )
}

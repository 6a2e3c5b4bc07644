import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { formatCount } from '@recert/ui/format'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Outputs } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import { useUndoChange } from '../../parts/undo-toast.tsx'
import { useMe } from '../../shell/session.ts'
import type { AwardValues } from './award-input.ts'

type Props = { result: Outputs['awards']['create']; total: number; certification: AwardValues['certification']; onAnother: () => void }

/** What awarding did, or the job that does it; taken back as a whole while one is here, and later from the list of changes. */
export function AwardResult({ result: { counts, jobId, changeId }, total, certification, onAnother }: Props) {
  const { i18n } = useLingui()
  const { role } = useMe()
  const heading = useRef<HTMLHeadingElement>(null)
  // The form is gone; whoever works by keyboard or ear goes on here.
  useEffect(() => heading.current?.focus(), [])
  const [undone, setUndone] = useState(false)
  const undo = useUndoChange(() => setUndone(true))
  const awarded = counts ? counts.new + counts.replaced : total
  return (
    <Paper withBorder p="lg" maw={820}>
      <Stack gap="md">
        <Title order={2} size="h3" ref={heading} tabIndex={-1}>
          {undone ? <Trans>Taken back</Trans> : jobId ? <Trans>{formatCount(total, i18n.locale)} people are being awarded</Trans> : <Plural value={awarded} one="# person is awarded" other="# people are awarded" />}
        </Title>
        {counts && !undone && (
          <List size="sm">
            <List.Item><Plural value={counts.new} one="# new award" other="# new awards" /></List.Item>
            {counts.replaced > 0 && <List.Item><Plural value={counts.replaced} one="# award took the place of an earlier one" other="# awards took the place of earlier ones" /></List.Item>}
            {counts.unchanged > 0 && <List.Item><Plural value={counts.unchanged} one="# person held exactly this already" other="# people held exactly this already" /></List.Item>}
            {counts.skipped > 0 && <List.Item><Plural value={counts.skipped} one="# person was skipped" other="# people were skipped" /></List.Item>}
            {counts.refused > 0 && <List.Item><Plural value={counts.refused} one="# person was awarded nothing" other="# people were awarded nothing" /></List.Item>}
          </List>
        )}
        {jobId && !undone && <Text size="sm"><Trans>It runs in the background and goes on when you leave this page. Undo also stops what is not done yet.</Trans></Text>}
        <Group gap="sm">
          {!undone && <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(changeId)}><Trans>Undo</Trans></Button>}
          {jobId && role === 'superadmin' && <LinkButton variant="default" to="/jobs"><Trans>Follow it under Jobs</Trans></LinkButton>}
          <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={onAnother}><Trans>Award others</Trans></Button>
          {certification
            ? <LinkButton to="/certifications/$certification" params={{ certification: certification.id }} search={{ tab: 'awarded' }}><Trans>To its Awarded Users</Trans></LinkButton>
            : <LinkButton to="/awarded-users"><Trans>To Awarded Users</Trans></LinkButton>}
        </Group>
      </Stack>
    </Paper>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Code, CopyButton, Group, Paper, Skeleton, Stack, Text } from '@mantine/core'
import { formatCount, formatTotal } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'

const EVERY = 30_000

/** How far the log is sealed, and the hash that holds all of it. */
export function SealsPanel() {
  const { t, i18n } = useLingui()
  const { data } = useQuery({ ...api.auditEvents.seals.queryOptions(), refetchInterval: EVERY })
  if (!data) return <Skeleton height={96} />
  const { seals, lastAt, head, unsealedCapped } = data
  const [events, unsealed] = [formatCount(data.events, i18n.locale), formatTotal(data.unsealed, unsealedCapped, i18n.locale)]
  return (
    <Paper withBorder p="md" component="section" aria-label={t`Seals`}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <IconLock size={20} aria-hidden style={{ flexShrink: 0 }} />
        <Stack gap={6} style={{ minWidth: 0 }}>
          {head === null || lastAt === null
            ? <Text size="sm"><Trans>Nothing is sealed yet. Workers seal new events every minute.</Trans></Text>
            : (
                <>
                  <Text size="sm" component="div">
                    <Trans>Sealed up to <Instant value={lastAt} />: {events} events in <Plural value={seals} one="# seal" other="# seals" />. Not sealed yet: {unsealed}.</Trans>
                  </Text>
                  <Group gap="xs">
                    <Code style={{ overflowWrap: 'anywhere' }}>{head}</Code>
                    <CopyButton value={head}>
                      {({ copied, copy }) => <Button size="compact-xs" variant="default" onClick={copy}>{copied ? <Trans>Copied</Trans> : <Trans>Copy the hash</Trans>}</Button>}
                    </CopyButton>
                  </Group>
                </>
              )}
          <Text size="xs" c="dimmed"><Trans>Each seal holds the hashes of its events and of the seal before. Keep the last one’s hash somewhere else: <Code style={{ whiteSpace: 'nowrap' }}>npm run verify-audit -- --head</Code> shows whether anything was changed since.</Trans></Text>
        </Stack>
      </Group>
    </Paper>
  )
}

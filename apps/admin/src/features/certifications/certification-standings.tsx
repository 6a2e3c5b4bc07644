import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Text } from '@mantine/core'
import { formatCount } from '@recert/ui/format'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { TextLink } from '../../parts/links.tsx'
import { useStandingCounts } from '../../parts/standing-counts.ts'

const STANDINGS = [['valid', 'valid'], ['expiring', 'expiring'], ['expired', 'expired'], ['always_valid', 'alwaysValid']] as const

/** How many people hold it, by standing; each number leads to them, in the list below. */
export function CertificationStandings({ certification }: { certification: string }) {
  const { i18n } = useLingui()
  const names = useStandingCounts()
  const { data } = useQuery(api.certifications.standings.queryOptions({ certification }))
  if (!data) return <Text size="sm" mb="md" aria-hidden>&nbsp;</Text>
  const to = { to: '/certifications/$certification', params: { certification }, size: 'sm', replace: true } as const
  return (
    <Group component="ul" gap="lg" m={0} mb="md" p={0} style={{ listStyle: 'none' }}>
      <li><TextLink {...to} search={{ tab: 'awarded' }}><Trans>All holders</Trans>: {formatCount(data.total, i18n.locale)}</TextLink></li>
      {STANDINGS.map(([standing, key]) => (
        <li key={standing}><TextLink {...to} search={{ tab: 'awarded', standing: [standing] }}>{names[standing]}: {formatCount(data[key], i18n.locale)}</TextLink></li>
      ))}
    </Group>
  )
}

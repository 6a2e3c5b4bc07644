import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { SimpleGrid, Skeleton } from '@mantine/core'
import { Figure } from '../../parts/figure.tsx'
import { useMayEnter } from '../../shell/session.ts'
import { certifiedList, expiredList, expiringList, type Looked, openRenewalList } from './overview-links.ts'
import type { Figures } from './overview-queries.ts'

/** R13.4: how it stands now; each number leads to the list that it is the length of. */
export function FigureCards({ figures, looked }: { figures: Figures | undefined; looked: Looked }) {
  const { t } = useLingui()
  const enters = useMayEnter()
  if (!figures) return <Skeleton height={216} />
  const { certified, people, expiring, expired, openRenewals, withoutHolders } = figures
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      <Figure title={t({ context: 'count of certifications', message: 'Certified now' })} value={certified} link={{ to: '/awarded-users', search: certifiedList(looked) }}><Trans>valid certifications of people</Trans></Figure>
      <Figure title={t`People certified`} value={people} link={{ to: '/people', search: { certified: true, ...(looked.branch && { branch: looked.branch }), ...(looked.certification && { certification: looked.certification }) } }}>
        <Trans>who hold at least one</Trans>
      </Figure>
      <Figure title={t({ context: 'count of certifications', message: 'Expired' })} value={expired} link={{ to: '/awarded-users', search: expiredList(looked) }} alarming={expired > 0}><Trans>and not renewed</Trans></Figure>
      <Figure title={t`Open renewals`} value={openRenewals} link={{ to: '/awarded-users', search: openRenewalList(looked) }}><Trans>begun and not completed</Trans></Figure>
      {expiring.map(({ days, awards }) => (
        <Figure key={days} title={t`Expires within ${days} days`} value={awards} link={{ to: '/awarded-users', search: expiringList(days, looked) }} />
      ))}
      {withoutHolders !== null && enters('/certifications') && (
        <Figure title={t`Without anybody`} value={withoutHolders} link={{ to: '/certifications', search: { held: false, retired: false } }}>
          <Plural value={withoutHolders} one="certification that nobody holds" other="certifications that nobody holds" />
        </Figure>
      )}
    </SimpleGrid>
  )
}

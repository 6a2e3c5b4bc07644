import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Paper, SimpleGrid, Skeleton, Text } from '@mantine/core'
import { formatCount } from '@recert/ui/format'
import type { LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { TextLink } from '../../parts/links.tsx'
import { useMayEnter } from '../../shell/session.ts'
import { certifiedList, expiredList, expiringList, type Looked, openRenewalList } from './overview-links.ts'
import type { Figures } from './overview-queries.ts'
import classes from './overview.module.css'

/** R13.4: how it stands now; each number leads to the list that it is the length of. */
export function FigureCards({ figures, looked }: { figures: Figures | undefined; looked: Looked }) {
  const { t } = useLingui()
  const enters = useMayEnter()
  if (!figures) return <Skeleton height={216} />
  const { certified, people, expiring, expired, openRenewals, withoutHolders } = figures
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      <Figure title={t`Certified now`} value={certified} link={{ to: '/awarded-users', search: certifiedList(looked) }}><Trans>valid certifications of people</Trans></Figure>
      <Figure title={t`People certified`} value={people} link={{ to: '/people', search: { certified: true, ...(looked.branch && { branch: looked.branch }), ...(looked.certification && { certification: looked.certification }) } }}>
        <Trans>who hold at least one</Trans>
      </Figure>
      <Figure title={t`Expired`} value={expired} link={{ to: '/awarded-users', search: expiredList(looked) }} alarming={expired > 0}><Trans>and not renewed</Trans></Figure>
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

type FigureProps = { title: string; value: number; link: Pick<LinkProps, 'to' | 'search'>; alarming?: boolean; children?: ReactNode }

function Figure({ title, value, link, alarming = false, children }: FigureProps) {
  const { i18n } = useLingui()
  return (
    <Paper withBorder>
      <TextLink {...link} underline="never" className={classes.figure} p="sm">
        <Text span display="block" size="sm" c="dimmed">{title}</Text>
        <Text span display="block" size="xl" fw={650} lh={1.3} {...(alarming ? { c: 'var(--mantine-color-red-text)' } : {})}>{formatCount(value, i18n.locale)}</Text>
        <Text span display="block" size="xs" c="dimmed" mih="1.2em">{children}</Text>
      </TextLink>
    </Paper>
  )
}

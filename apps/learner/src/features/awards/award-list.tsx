import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core'
import { DaysToRenew } from '@recert/ui/days-to-renew'
import { Day } from '@recert/ui/instant'
import { StandingBadge } from '@recert/ui/standing-badge'
import type { ReactNode } from 'react'
import { ItemLinks } from '../renewals/item-links.tsx'
import { type Award, OpenSince, RenewNow, type RenewalActs } from '../renewals/renew-now.tsx'
import classes from './award-list.module.css'

type Props = RenewalActs & { awards: Award[]; label: string }

/** R11.1 on a wide screen: one row for each certification. */
export function AwardTable({ awards, label, ...acts }: Props) {
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col"><Trans>Title</Trans></th>
          <th scope="col"><Trans>Code</Trans></th>
          <th scope="col"><Trans>Issued</Trans></th>
          <th scope="col"><Trans>Expires</Trans></th>
          <th scope="col"><Trans>Days to renew</Trans></th>
          <th scope="col"><Trans>Standing</Trans></th>
          <th scope="col" className={classes.act}><Trans>Renewal</Trans></th>
        </tr>
      </thead>
      <tbody>
        {awards.map((award) => (
          <tr key={award.id}>
            <th scope="row">
              <Text fw={600} id={award.id} tabIndex={-1} className={classes.name}>{award.certificationName}</Text>
              {award.certificationDescription && <Text size="sm" c="dimmed" lineClamp={2}>{award.certificationDescription}</Text>}
              <ItemLinks items={award.renewal?.items ?? []} />
              {award.renewal?.open && <OpenSince open={award.renewal.open} />}
            </th>
            <td>{award.certificationCode}</td>
            <td><Day value={award.issuedAt} /></td>
            <td><Expires award={award} /></td>
            <td><DaysToRenew days={award.daysToRenew} /></td>
            <td><StandingBadge standing={award.standing} /></td>
            <td className={classes.act}><RenewNow award={award} {...acts} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** R11.1 on a phone: one card for each certification. */
export function AwardCards({ awards, label, ...acts }: Props) {
  const { t } = useLingui()
  return (
    <Stack component="ul" aria-label={label} gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
      {awards.map((award) => (
        <Card component="li" key={award.id} withBorder radius="lg" padding="md">
          <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
            <div>
              <Title order={2} size="h4" id={award.id} tabIndex={-1} className={classes.name}>{award.certificationName}</Title>
              {award.certificationCode && <Text size="sm" c="dimmed">{award.certificationCode}</Text>}
            </div>
            <StandingBadge standing={award.standing} />
          </Group>
          {award.certificationDescription && <Text size="sm" mt="xs">{award.certificationDescription}</Text>}
          {!award.alwaysValid && <Text fw={650} mt="sm"><DaysToRenew days={award.daysToRenew} /></Text>}
          <Group gap="xl" mt="sm" align="flex-start">
            <Fact name={t`Issued`}><Day value={award.issuedAt} /></Fact>
            <Fact name={t`Expires`}><Expires award={award} /></Fact>
          </Group>
          {award.renewal && <div style={{ marginTop: 'var(--mantine-spacing-sm)' }}><ItemLinks items={award.renewal.items} /></div>}
          <RenewNow award={award} roomy {...acts} />
        </Card>
      ))}
    </Stack>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">{name}</Text>
      <Text size="sm" component="div">{children}</Text>
    </div>
  )
}

/** R10.8: with a file for the calendar, while there is something to wait for. */
function Expires({ award: { id, expiresAt, standing, certificationName } }: { award: Award }) {
  const { t } = useLingui()
  if (!expiresAt) return <Trans>Never</Trans>
  return (
    <>
      <Day value={expiresAt} />
      {standing !== 'expired' && <Anchor display="block" size="xs" py={4} href={`/api/v1/awards/${id}/calendar.ics`} download aria-label={t`Add to calendar: ${certificationName}`}><Trans>Add to calendar</Trans></Anchor>}
    </>
  )
}

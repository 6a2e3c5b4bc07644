import { Trans, useLingui } from '@lingui/react/macro'
import { Card, Group, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { DaysToRenew } from '@recert/ui/days-to-renew'
import { Day } from '@recert/ui/instant'
import { ReasonButton } from '@recert/ui/reason-button'
import { StandingBadge } from '@recert/ui/standing-badge'
import type { ReactNode } from 'react'
import type { Outputs } from '../../api.ts'

export type Award = Outputs['awards']['mine']['items'][number]

/** R11.1 on a wide screen: one row for each certification. */
export function AwardTable({ awards, label }: { awards: Award[]; label: string }) {
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table verticalSpacing="sm" aria-label={label} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th><Trans>Title</Trans></Table.Th>
            <Table.Th><Trans>Code</Trans></Table.Th>
            <Table.Th><Trans>Issued</Trans></Table.Th>
            <Table.Th><Trans>Expires</Trans></Table.Th>
            <Table.Th><Trans>Days to renew</Trans></Table.Th>
            <Table.Th><Trans>Standing</Trans></Table.Th>
            <Table.Th><VisuallyHidden><Trans>Renewal</Trans></VisuallyHidden></Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {awards.map((award) => (
            <Table.Tr key={award.id}>
              <Table.Th scope="row" fw={400} maw={360}>
                <Text fw={600}>{award.certificationName}</Text>
                {award.certificationDescription && <Text size="sm" c="dimmed" lineClamp={2}>{award.certificationDescription}</Text>}
              </Table.Th>
              <Table.Td>{award.certificationCode}</Table.Td>
              <Table.Td><Day value={award.issuedAt} /></Table.Td>
              <Table.Td><Expires award={award} /></Table.Td>
              <Table.Td><ToRenew award={award} /></Table.Td>
              <Table.Td><StandingBadge standing={award.standing} /></Table.Td>
              <Table.Td ta="end"><RenewNow award={award} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** R11.1 on a phone: one card for each certification. */
export function AwardCards({ awards, label }: { awards: Award[]; label: string }) {
  const { t } = useLingui()
  return (
    <Stack component="ul" aria-label={label} gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
      {awards.map((award) => (
        <Card component="li" key={award.id} withBorder radius="lg" padding="md">
          <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
            <div>
              <Title order={2} size="h4">{award.certificationName}</Title>
              {award.certificationCode && <Text size="sm" c="dimmed">{award.certificationCode}</Text>}
            </div>
            <StandingBadge standing={award.standing} />
          </Group>
          {award.certificationDescription && <Text size="sm" mt="xs">{award.certificationDescription}</Text>}
          {award.standing !== 'always_valid' && award.standing !== 'archived' && <Text fw={650} mt="sm"><DaysToRenew days={award.daysToRenew} /></Text>}
          <Group gap="xl" mt="sm">
            <Fact name={t`Issued`}><Day value={award.issuedAt} /></Fact>
            <Fact name={t`Expires`}><Expires award={award} /></Fact>
          </Group>
          <RenewNow award={award} withReason />
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

function Expires({ award }: { award: Award }) {
  return award.expiresAt ? <Day value={award.expiresAt} /> : <Trans>Never</Trans>
}

/** An earlier cycle has nothing left to renew. */
function ToRenew({ award }: { award: Award }) {
  return award.standing === 'archived' ? null : <DaysToRenew days={award.daysToRenew} />
}

/** R7.2: never offered for what is always valid, nor for an earlier cycle. */
function RenewNow({ award, withReason = false }: { award: Award; withReason?: boolean }) {
  const { t } = useLingui()
  if (award.alwaysValid || award.standing === 'archived') return null
  const reason = t`Renewing is not available yet. Ask your administrator.`
  return (
    <Stack gap={4} mt={withReason ? 'md' : 0} align={withReason ? 'stretch' : 'flex-end'}>
      <ReasonButton reason={reason} variant="default" size={withReason ? 'md' : 'xs'}><Trans>Renew Now</Trans></ReasonButton>
      {withReason && <Text size="xs" c="dimmed" ta="center" aria-hidden>{reason}</Text>}
    </Stack>
  )
}

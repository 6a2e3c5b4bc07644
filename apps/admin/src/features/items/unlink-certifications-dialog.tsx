import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { List, Radio, Stack, Text } from '@mantine/core'
import { DangerDialog } from '@recert/ui/danger-dialog'
import { type ReactNode, useState } from 'react'
import type { CertificationOfItem } from './retraining.tsx'

type Props = {
  item: string; certifications: CertificationOfItem[]; pending: boolean; error: ReactNode
  onClose: () => void; onConfirm: (awards: 'remove' | 'keep') => void
}

/** R4.8 from the item's side: says how many people earned each certification through it, and asks what becomes of their awards. */
export function UnlinkCertificationsDialog({ item, certifications, pending, error, onClose, onConfirm }: Props) {
  const { t } = useLingui()
  const [awards, setAwards] = useState<'remove' | 'keep'>('remove')
  const earned = certifications.reduce((sum, each) => sum + each.earned, 0)
  return (
    <DangerDialog
      opened onClose={onClose} pending={pending} onConfirm={() => onConfirm(awards)} error={error}
      title={<Plural value={certifications.length} one={`Unassign ${item} from # certification?`} other={`Unassign ${item} from # certifications?`} />}
      verb={awards === 'remove' && earned > 0 ? <Plural value={earned} one="Unassign and remove # award" other="Unassign and remove # awards" /> : <Trans>Unassign</Trans>}
    >
      <List size="sm">
        {certifications.map(({ id, name, earned }) => (
          <List.Item key={id}>{name}: <Plural value={earned} _0="nobody has earned it through this item" one="# award was earned through it" other="# awards were earned through it" /></List.Item>
        ))}
      </List>
      {earned === 0
        ? <Text size="sm"><Trans>New completions of the item award them no more.</Trans></Text>
        : (
            <Radio.Group label={t`What becomes of those awards?`} value={awards} onChange={(value) => setAwards(value as 'remove' | 'keep')}>
              <Stack gap="xs" mt="xs">
                <Radio value="remove" label={t`Remove them`} description={t`Current and earlier ones alike leave their holders’ history. Awards by hand, by external training and through other items stay.`} />
                <Radio value="keep" label={t`Keep them`} description={t`Everybody keeps what they hold. New completions of the item award nothing.`} />
              </Stack>
            </Radio.Group>
          )}
    </DangerDialog>
  )
}

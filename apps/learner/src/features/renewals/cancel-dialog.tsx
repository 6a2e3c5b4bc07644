import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal, Stack, Text } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { useFocusBack } from '../../parts/use-focus-back.ts'
import { type Award, renewalButtonId } from './renew-now.tsx'
import type { Offer } from './renewal-offer.tsx'
import classes from './renewals.module.css'

/** R7.3: asks before an open renewal is cancelled, and says what comes back. */
export function CancelDialog({ award: { id, certificationName, renewal }, onClose }: { award: Pick<Award, 'id' | 'certificationName' | 'renewal'>; onClose: () => void }) {
  const queryClient = useQueryClient()
  const { data: offer } = useQuery(api.renewals.mine.queryOptions({ award: id }))
  useFocusBack(renewalButtonId(id))
  const cancel = useMutation(api.renewals.cancelMine.mutationOptions({
    onSuccess: async () => {
      await queryClient.invalidateQueries()
      onClose()
    },
  }))
  const problem = cancel.error && problemOf(cancel.error)
  const open = renewal?.open
  return (
    <Modal opened onClose={onClose} title={<Trans>Cancel the renewal of {certificationName}?</Trans>} size="lg" centered>
      <Stack gap="md">
        <Text size="sm"><Trans>Without a renewal, completing a course again renews nothing. You can press Renew Now again at any time.</Trans></Text>
        {offer ? <BringsBack materials={offer.bringsBack} /> : <SkeletonRows rows={1} height={60} />}
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        <div className={classes.actions}>
          <Button variant="default" data-autofocus onClick={onClose}><Trans>Keep it open</Trans></Button>
          <Button color="red" loading={cancel.isPending} onClick={() => { if (open) cancel.mutate({ award: id, renewal: open.id }) }}><Trans>Cancel renewal</Trans></Button>
        </div>
      </Stack>
    </Modal>
  )
}

function BringsBack({ materials }: { materials: Offer['bringsBack'] }) {
  const { t } = useLingui()
  if (materials.length === 0) return <Text size="sm"><Trans>There is nothing to bring back: your progress stays as it is now.</Trans></Text>
  return (
    <Stack gap={6}>
      <Text size="sm"><Trans>This comes back as it was before the renewal began. What you have begun again since stays as it is now.</Trans></Text>
      <ul className={classes.materials} aria-label={t`What comes back`}>
        {materials.map(({ id, title, completedAt }) => (
          <li key={id}>
            <span>{title} <Text span size="xs" c="dimmed">{completedAt ? <Trans>completed on <Day value={completedAt} /></Trans> : <Trans>begun</Trans>}</Text></span>
          </li>
        ))}
      </ul>
    </Stack>
  )
}

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, List, Modal, Radio, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { nameOf } from '@recert/domain/people'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Day } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { IconInfoCircle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { useSession } from '../../shell/session.ts'
import type { RenewalOffer } from './award-renewals.tsx'
import type { Award } from './awards-list.tsx'

type Item = RenewalOffer['items'][number]

/** R7.3: what starting a renewal resets, the other courses that share it, and until when it counts as early, before it is started. */
export function StartRenewalDialog({ award, offer: { items, lateFrom }, onClose }: { award: Award; offer: RenewalOffer; onClose: () => void }) {
  const { t } = useLingui()
  const { now } = useSession()
  const keyOf = ({ kind, code }: Item) => `${kind} ${code}`
  const [chosen, setChosen] = useState(items.length === 1 && items[0] ? keyOf(items[0]) : '')
  const item = items.find((each) => keyOf(each) === chosen)
  const start = useMutation(api.renewals.start.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ itemName }) => {
      notifications.show({ color: 'teal', message: t`The renewal with ${itemName} is open.` })
      onClose()
      await refreshAll()
    },
  }))
  const problem = start.error && problemOf(start.error)
  return (
    <Modal opened onClose={onClose} title={t`Start a renewal for ${nameOf(award)}`} size="lg">
      <form onSubmit={(event) => { event.preventDefault(); if (item) start.mutate({ award: award.id, itemCode: item.code, kind: item.kind }) }}>
        <Stack gap="md">
          <Radio.Group label={t`Renew with`} value={chosen} onChange={setChosen} required>
            <Stack gap="xs" mt="xs">
              {items.map((each) => <Radio key={keyOf(each)} value={keyOf(each)} label={each.name} description={each.usedForCurrent ? t`${each.code} · earned with it last time` : each.code} />)}
            </Stack>
          </Radio.Group>
          {item && <Resets item={item} />}
          {lateFrom && lateFrom > now && (
            <Alert variant="light" icon={<IconInfoCircle aria-hidden />}><Trans>If it is completed before <Day value={lateFrom} />, reports show only the new dates. From that day on, the earlier cycle stays visible in reports, archived.</Trans></Alert>
          )}
          {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button type="submit" disabled={!item} loading={start.isPending}><Trans>Start the renewal</Trans></Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function Resets({ item: { materials } }: { item: Item }) {
  const shared = materials.filter(({ otherCourses }) => otherCourses.length > 0)
  if (materials.length === 0) return <Text size="sm"><Trans>The item has no materials, so nothing is reset. The renewal ends when its completion is reported.</Trans></Text>
  return (
    <div role="status">
      <Text size="sm"><Plural value={materials.length} one="The holder’s progress on # material is reset; what they did before is kept:" other="The holder’s progress on # materials is reset; what they did before is kept:" /></Text>
      <List size="sm" mt={4}>
        {materials.map(({ title, completedAt, otherCourses }, index) => (
          <List.Item key={`${title} ${index}`}>
            {title}{completedAt && <Text span size="sm" c="dimmed"> · <Trans>completed <Day value={completedAt} /></Trans></Text>}
            {otherCourses.length > 0 && <Text size="sm" c="dimmed"><Trans>Also used in: {otherCourses.map(({ name }) => name).join(', ')}</Trans></Text>}
          </List.Item>
        ))}
      </List>
      {shared.length > 0 && <Text size="sm" mt={4}><Trans>Materials of the central repository are reset in every course that uses them.</Trans></Text>}
    </div>
  )
}

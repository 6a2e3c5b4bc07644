import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { checkName } from '@recert/domain/text'
import { IconCopy, IconDots, IconMailCheck, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api, refreshAll } from '../../api.ts'
import { NameDialog } from '../../parts/name-dialog.tsx'
import type { Rule } from './rule-values.ts'
import { useSetActive } from './use-set-active.ts'

type Props = { rule: Rule; onCopy: () => void; onDelete: () => void }

/** What can be done with a rule in the list. */
export function RuleMenu({ rule, onCopy, onDelete }: Props) {
  const { id, name, active } = rule
  const { t } = useLingui()
  const navigate = useNavigate()
  const setActive = useSetActive(rule)
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target><ActionIcon variant="subtle" color="gray" loading={setActive.isPending} aria-label={t`Actions for ${name}`}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => void navigate({ to: '/notification-rules/$rule', params: { rule: id } })}><Trans>Edit</Trans></Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={onCopy}><Trans>Copy …</Trans></Menu.Item>
        <Menu.Item leftSection={<IconMailCheck size={16} aria-hidden />} onClick={() => void navigate({ to: '/notifications', search: { rule: id } })}><Trans>Delivery log</Trans></Menu.Item>
        {active
          ? <Menu.Item leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={() => setActive.mutate({ rule: id, active: false })}><Trans>Pause</Trans></Menu.Item>
          : <Menu.Item leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => setActive.mutate({ rule: id, active: true })}><Trans>Activate</Trans></Menu.Item>}
        <Menu.Item color="var(--mantine-color-red-text)" leftSection={<IconTrash size={16} aria-hidden />} onClick={onDelete}><Trans>Delete …</Trans></Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Asks what the copy is called, and opens it: it is paused, so that it can be changed first. */
export function CopyRuleDialog({ rule: { id, name }, onClose }: { rule: Rule; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const copy = useMutation(api.notificationRules.copy.mutationOptions({
    meta: { told: true },
    onSuccess: async (made) => {
      await refreshAll()
      await navigate({ to: '/notification-rules/$rule', params: { rule: made.id } })
    },
  }))
  return (
    <NameDialog
      title={t`Copy ${name}`} initial={t`Copy of ${name}`} check={checkName} verb={<Trans>Make a paused copy</Trans>}
      onClose={onClose} onSave={(chosen) => copy.mutate({ rule: id, name: chosen })} pending={copy.isPending} failed={copy.error}
    />
  )
}

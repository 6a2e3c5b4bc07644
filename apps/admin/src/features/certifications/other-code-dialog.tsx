import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { checkCode } from '@recert/domain/text'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { refusalOf } from '../../parts/form.tsx'
import type { Deleted } from './deleted-items-page.tsx'

/** R3.4: its code was taken meanwhile; with another one, it is restored, and nothing else changes. */
export function OtherCodeDialog({ deleted: { id, name, code }, onClose }: { deleted: Deleted; onClose: () => void }) {
  const { t } = useLingui()
  const [other, setOther] = useState('')
  const [refusal, setRefusal] = useState<string | null>(null)
  const restore = useMutation(api.certifications.restore.mutationOptions({
    meta: { told: true },
    onSuccess: async (restored) => {
      notifications.show({ color: 'teal', message: t`${name} is back, with the code ${restored.code ?? ''}.` })
      onClose()
      await refreshAll()
    },
  }))
  return (
    <Modal opened onClose={onClose} title={t`Restore ${name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const wrong = refusalOf(() => checkCode(other))
          setRefusal(wrong)
          if (wrong === null) restore.mutate({ certification: id, code: other })
        }}
      >
        <Stack gap="md">
          <Text size="sm"><Trans>Its code {code} was taken by another certification meanwhile. With another code it is restored; nothing else about it changes.</Trans></Text>
          <TextInput
            label={t`Code`} required data-autofocus maxLength={255} value={other} onChange={(event) => { setOther(event.currentTarget.value); setRefusal(null); restore.reset() }}
            error={refusal ?? (restore.error && problemOf(restore.error).sentence)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button type="submit" loading={restore.isPending}><Trans>Restore</Trans></Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

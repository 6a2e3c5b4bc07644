import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'

/** Moves a course's own material into the central repository, where its code is unique. */
export function ShareDialog({ material: { id, title, code: stored }, onClose }: { material: { id: string; title: string; code: string }; onClose: () => void }) {
  const { t } = useLingui()
  const [code, setCode] = useState(stored)
  const share = useMutation(api.materials.share.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      onClose()
      notifications.show({ color: 'teal', message: t`${title} is in the central repository. Other courses can use it now.` })
      await refreshAll()
    },
  }))
  const problem = share.error && problemOf(share.error)
  const ofCode = problem && ['CODE_TAKEN', 'CODE_REQUIRED', 'CODE_LOOKS_LIKE_UUID'].includes(problem.code ?? '')
  return (
    <Modal opened onClose={onClose} title={t`Share ${title}`}>
      <form onSubmit={(event) => { event.preventDefault(); share.mutate({ material: id, code }) }} noValidate>
        <Stack gap="md">
          {problem && !ofCode && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
          <Text size="sm"><Trans>It moves into the central repository and stays in its course. Other courses can use it, too; what people do in it counts in all of them.</Trans></Text>
          <TextInput data-autofocus label={t`Code`} description={t`Unique in the central repository.`} maxLength={255} value={code} onChange={(event) => setCode(event.currentTarget.value)} error={ofCode ? problem.sentence : null} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button type="submit" loading={share.isPending}><Trans>Share</Trans></Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

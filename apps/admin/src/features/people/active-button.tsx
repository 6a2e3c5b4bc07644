import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ReasonButton } from '@recert/ui/reason-button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { DeactivateDialog } from './deactivate-dialog.tsx'
import { useReadOnly } from './use-read-only.ts'

/** Deactivates somebody, or takes them back. */
export function ActiveButton({ person }: { person: Outputs['people']['get'] }) {
  const { t } = useLingui()
  const [deactivating, setDeactivating] = useState(false)
  const readOnly = useReadOnly(person.role)
  const activate = useMutation(api.people.update.mutationOptions({
    onSuccess: async ({ username }) => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${username} is active again.` })
    },
  }))
  const verb = person.active ? <Trans>Deactivate</Trans> : <Trans>Activate</Trans>
  if (readOnly) return <ReasonButton variant="default" reason={readOnly}>{verb}</ReasonButton>
  if (!person.active) return <Button variant="default" loading={activate.isPending} onClick={() => activate.mutate({ person: person.id, version: person.version, active: true })}>{verb}</Button>
  return (
    <>
      <Button variant="default" onClick={() => setDeactivating(true)}>{verb}</Button>
      {deactivating && <DeactivateDialog person={person} onClose={() => setDeactivating(false)} />}
    </>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { KEY_ROLES, type KeyRole } from '@recert/domain/people'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { ShownOnce } from '../../parts/shown-once.tsx'
import { NO_RIGHTS, RightsFields, rightsFor } from '../people/rights-fields.tsx'
import { useRoleNames } from '../people/role-name.ts'
import { useRoleTexts } from '../people/use-rights-texts.ts'

/** Asks for a name and a role, then shows the key, once. */
export function NewApiKeyDialog({ onClose }: { onClose: () => void }) {
  const [key, setKey] = useState<string | null>(null)
  return (
    // With the key on the screen, a click beside the dialog would lose it.
    <Modal opened onClose={onClose} title={key ? <Trans>Your new API key</Trans> : <Trans>New API key</Trans>} size="lg" closeOnClickOutside={key === null} closeOnEscape={key === null}>
      {key === null ? <Form onMade={setKey} onClose={onClose} /> : <ShownOnce secret={key} onClose={onClose}><Trans>Copy it now and keep it safe: it is shown only this once. Only a fingerprint of it is stored.</Trans></ShownOnce>}
    </Modal>
  )
}

function Form({ onMade, onClose }: { onMade: (key: string) => void; onClose: () => void }) {
  const { t } = useLingui()
  const roles = useRoleNames()
  const [name, setName] = useState('')
  const texts = useRoleTexts()
  const [role, setRole] = useState<KeyRole>('superadmin')
  const [rights, setRights] = useState(NO_RIGHTS)
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const create = useMutation(api.apiKeys.create.mutationOptions({ meta: { told: true }, onSuccess: ({ key }) => { onMade(key); void refreshAll() } }))
  const problem = create.error && problemOf(create.error)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setMissing(name.trim() === '')
        if (name.trim() === '') field.current?.focus()
        else create.mutate({ name: name.trim(), role, ...rightsFor(role, rights) })
      }}
    >
      <Stack gap="md">
        {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
        <TextInput ref={field} data-autofocus label={t`Name`} description={t`Of the program that will use it.`} required withAsterisk maxLength={255} value={name} onChange={(event) => setName(event.currentTarget.value)} error={missing && name.trim() === '' && t`Enter a name.`} />
        <NativeSelect label={t`With the rights of`} description={texts[role]} value={role} data={KEY_ROLES.map((value) => ({ value, label: roles[value] }))} onChange={(event) => setRole(KEY_ROLES.find((each) => each === event.currentTarget.value) ?? role)} />
        <RightsFields role={role} value={rights} onChange={setRights} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button type="submit" loading={create.isPending}><Trans>Create</Trans></Button>
        </Group>
      </Stack>
    </form>
  )
}

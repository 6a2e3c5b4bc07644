import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Code, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { checkEvents, WEBHOOK_DESCRIPTION_MOST, WEBHOOK_EVENTS, type WebhookEvent } from '@recert/domain/webhooks'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { focusFirstError, FormProblems, refusalOf, useShownRefusal } from '../../parts/form.tsx'
import { ShownOnce } from '../../parts/shown-once.tsx'
import { useEventTexts } from './event-texts.ts'
import type { Webhook } from './webhook-state.tsx'

type Fields = { url: string; description: string; events: WebhookEvent[] }

const FIELD_OF_CODE = {
  WEBHOOK_URL_INVALID: 'url', WEBHOOK_URL_CREDENTIALS: 'url', WEBHOOK_URL_PORT: 'url', WEBHOOK_URL_HTTPS: 'url', WEBHOOK_URL_PRIVATE: 'url', TEXT_TOO_LONG: 'description', WEBHOOK_EVENTS_REQUIRED: 'events',
}

/** Asks for address and events, then shows the secret, once. */
export function NewWebhookDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null)
  const navigate = useNavigate()
  const create = useMutation(api.webhooks.create.mutationOptions({ meta: { told: true }, onSuccess: (webhook) => { setMade(webhook); void refreshAll() } }))
  if (!made) {
    return (
      <Modal opened onClose={onClose} title={<Trans>New webhook</Trans>} size="lg">
        <WebhookForm initial={{ url: '', description: '', events: [...WEBHOOK_EVENTS] }} verb={<Trans>Create</Trans>} pending={create.isPending} failed={create.error} onSave={(values) => create.mutate(values)} onClose={onClose} />
      </Modal>
    )
  }
  const close = () => {
    onClose()
    void navigate({ to: '/webhooks/$webhook', params: { webhook: made.id } })
  }
  return (
    // With the secret on the screen, a click beside the dialog would lose it.
    <Modal opened onClose={close} title={<Trans>The webhook’s secret</Trans>} size="lg" closeOnClickOutside={false} closeOnEscape={false}>
      <ShownOnce secret={made.secret} onClose={close}><Trans>Copy it now and give it to the program that listens: by it, each message’s signature is verified. It is shown only this once.</Trans></ShownOnce>
    </Modal>
  )
}

export function EditWebhookDialog({ webhook: { id, version, url, description, events }, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useLingui()
  const save = useMutation(api.webhooks.update.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      onClose()
      notifications.show({ color: 'teal', message: t`The webhook is saved.` })
      await refreshAll()
    },
  }))
  return (
    <Modal opened onClose={onClose} title={<Trans>Edit the webhook</Trans>} size="lg">
      <WebhookForm initial={{ url, description, events }} verb={<Trans>Save Changes</Trans>} pending={save.isPending} failed={save.error} onSave={(values) => save.mutate({ webhook: id, version, ...values })} onClose={onClose} />
    </Modal>
  )
}

type FormProps = { initial: Fields; verb: ReactNode; pending: boolean; failed: unknown; onSave: (values: Fields) => void; onClose: () => void }

function WebhookForm({ initial, verb, pending, failed, onSave, onClose }: FormProps) {
  const { t } = useLingui()
  const texts = useEventTexts()
  const form = useForm<Fields>({
    initialValues: initial,
    validate: { url: (url) => (url.trim() === '' ? t`Enter the address.` : null), events: (events) => refusalOf(() => checkEvents(events)) },
  })
  useShownRefusal(form, failed, FIELD_OF_CODE)
  return (
    <form noValidate onSubmit={form.onSubmit(onSave, (errors) => focusFirstError(form, errors))}>
      <Stack gap="md">
        <FormProblems errors={form.errors} failed={failed} fields={FIELD_OF_CODE} />
        <TextInput
          {...form.getInputProps('url')} data-autofocus type="url" label={t`Address`} description={t`Where the program listens. It is called by POST, with JSON.`} placeholder="https://example.org/recert" required withAsterisk autoComplete="off" spellCheck={false}
        />
        <TextInput {...form.getInputProps('description')} label={t`Description`} description={t`What it is for, in words of yours.`} maxLength={WEBHOOK_DESCRIPTION_MOST} />
        <Checkbox.Group {...form.getInputProps('events')} label={t`Events`} description={t`What it is told.`} required withAsterisk>
          <Stack gap="xs" mt="xs">
            {WEBHOOK_EVENTS.map((event) => <Checkbox key={event} value={event} label={<Code>{event}</Code>} description={texts[event]} />)}
          </Stack>
        </Checkbox.Group>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button type="submit" loading={pending}>{verb}</Button>
        </Group>
      </Stack>
    </form>
  )
}

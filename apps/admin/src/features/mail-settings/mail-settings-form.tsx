import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { DomainError } from '@recert/domain/errors'
import { isDomainName, isMailHost } from '@recert/domain/mail-settings'
import { checkEmail } from '@recert/domain/people'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { focusFirstError, FormProblems, refusalOf, useShownRefusal } from '../../parts/form.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { ConnectionTest } from './connection-test.tsx'
import { DkimFields } from './dkim-fields.tsx'
import { changesOf, fieldsOf, type MailFields, type MailSettings, passwordStays } from './mail-settings-values.ts'
import { ServerFields } from './server-fields.tsx'

const FIELD_OF_CODE = { MAIL_SERVER_MISSING: 'host', EMAIL_INVALID: 'fromAddress', DKIM_KEY_REQUIRED: 'privateKey', DKIM_KEY_INVALID: 'privateKey' }
const PACE_MOST = 1_000_000

/** `onSaved`: the form begins anew with what is saved by then. */
export function MailSettingsForm({ settings: given, onSaved }: { settings: MailSettings; onSaved: () => void }) {
  const { t } = useLingui()
  // What the form began with: what others save meanwhile changes nothing under somebody's hands.
  const [settings] = useState(given)
  const form = useForm<MailFields>({ initialValues: fieldsOf(settings), validate: useChecks(settings) })
  const save = useMutation(api.mailSettings.update.mutationOptions({
    meta: { told: true },
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`The mail settings are saved. Mails leave by them within seconds.` })
      onSaved()
    },
  }))
  useShownRefusal(form, save.error, FIELD_OF_CODE)
  const submit = form.onSubmit((fields) => save.mutate(changesOf(fields, settings)), (errors) => focusFirstError(form, errors))
  return (
    <Paper withBorder p="lg" maw={820}>
      <UnsavedGuard dirty={form.isDirty() && !save.isPending} />
      <form onSubmit={submit} noValidate autoComplete="off">
        <Stack gap="lg">
          <FormProblems errors={form.errors} failed={save.error} fields={FIELD_OF_CODE} />
          <Section title={<Trans>Server</Trans>}><ServerFields form={form} settings={settings} /></Section>
          <Section title={<Trans>Sender</Trans>}>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput label={t`Sender’s name`} description={t`Optional, such as your organisation’s.`} maxLength={255} {...form.getInputProps('fromName')} />
              <TextInput label={t`Sender’s address`} description={settings.from && settings.fromAddress === null ? t`Empty: mails are from ${settings.from}.` : t`Empty: the user, or an address at the host.`} type="email" maxLength={254} {...form.getInputProps('fromAddress')} />
            </SimpleGrid>
          </Section>
          <Section title="DKIM"><DkimFields form={form} settings={settings} /></Section>
          <Section title={<Trans>Pace</Trans>}>
            <TextInput label={t`Mails to one domain within a minute`} description={t`Empty: as many as go. Receivers that take only so many put the others off, and they are tried again later.`} inputMode="numeric" maxLength={7} {...form.getInputProps('pace')} />
          </Section>
          <Section title={<Trans>Try it</Trans>}>
            <Text size="sm" c="dimmed"><Trans>Both try what stands here now, and save nothing.</Trans></Text>
            <ConnectionTest form={form} settings={settings} fields={FIELD_OF_CODE} />
          </Section>
          <Group justify="flex-end"><Button type="submit" loading={save.isPending}><Trans>Save Changes</Trans></Button></Group>
        </Stack>
      </form>
    </Paper>
  )
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return <Stack component="section" gap="sm"><Title order={2}>{title}</Title>{children}</Stack>
}

/** In the order of the fields, so that the first wrong one gets the focus. */
function useChecks(settings: MailSettings) {
  const { t } = useLingui()
  const whole = (text: string, most: number) => /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most
  const name = (text: string, { signed }: MailFields) => (!signed || isDomainName(text.trim()) ? null : t`Enter a name such as example.com: letters, digits, hyphens and dots.`)
  return {
    host: (host: string) => (isMailHost(host.trim()) ? null : t`Enter the server’s name or address only, such as mail.example.com. The port has a field of its own.`),
    port: (port: string) => (whole(port, 65_535) ? null : t`Enter a whole number from 1 to 65535.`),
    user: (user: string, { password }: MailFields) => (user.trim() === '' && password ? t`Enter the user whose password this is.` : null),
    password: (password: string | null, fields: MailFields) =>
      (fields.user.trim() === '' || password || (password === null && passwordStays(fields, settings)) ? null : t`Enter this user’s password, or leave the user empty.`),
    fromAddress: (address: string) => refusalOf(() => checkEmail(address)),
    dkimDomain: name,
    selector: name,
    privateKey: (key: string | null, { signed }: MailFields) => (signed && key?.trim() === '' ? refusalOf(() => { throw new DomainError('DKIM_KEY_REQUIRED') }) : null),
    pace: (pace: string) => (pace.trim() === '' || whole(pace, PACE_MOST) ? null : t`Enter a whole number from 1 to 1,000,000, or nothing.`),
  }
}

import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, PasswordInput, SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { MAIL_PORTS, MAIL_SECURITY, type MailSecurity } from '@recert/domain/mail-settings'
import { type MailFields, type MailSettings, passwordStays, portFor } from './mail-settings-values.ts'
import { SecretField } from './secret-field.tsx'

type Props = { form: UseFormReturnType<MailFields>; settings: MailSettings }

/** The server, and who Recert is to it. */
export function ServerFields({ form, settings }: Props) {
  const { t } = useLingui()
  const texts = useSecurityTexts()
  const { security, port } = form.values
  const choose = (chosen: string) => {
    const next = MAIL_SECURITY.find((each) => each === chosen) ?? security
    form.setValues({ security: next, port: portFor(next, { security, port }) })
  }
  return (
    <Stack gap="md">
      <TextInput label={t`Host`} description={t`The server’s name or address, such as mail.example.com.`} required withAsterisk spellCheck={false} autoCapitalize="none" inputMode="url" maxLength={255} {...form.getInputProps('host')} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          label={t`Security`} description={texts[security].means} inputWrapperOrder={['label', 'input', 'description', 'error']} data={MAIL_SECURITY.map((value) => ({ value, label: texts[value].name }))}
          {...form.getInputProps('security')} onChange={(event) => choose(event.currentTarget.value)}
        />
        <TextInput label={t`Port`} description={t`Usually ${MAIL_PORTS[security]}.`} inputWrapperOrder={['label', 'input', 'description', 'error']} required withAsterisk inputMode="numeric" maxLength={5} {...form.getInputProps('port')} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t`User`} description={t`Empty for a server that wants no sign-in.`} inputWrapperOrder={['label', 'input', 'description', 'error']} spellCheck={false} autoCapitalize="none" autoComplete="off" maxLength={255} {...form.getInputProps('user')} />
        <Password form={form} settings={settings} />
      </SimpleGrid>
    </Stack>
  )
}

function Password({ form, settings }: Props) {
  const { t } = useLingui()
  const stays = passwordStays(form.values, settings)
  const why = settings.source === 'environment' ? t`The one in SMTP_URL counts for SMTP_URL only: enter it to save it here.` : t`The saved one is only for the host and user that it was given for: enter it again.`
  return (
    <SecretField
      label={t`Password`} saved={settings.source === 'environment' ? <Trans>A password is in SMTP_URL.</Trans> : <Trans>A password is saved.</Trans>} change={t`Change the password`}
      keeps={stays && form.values.password === null} mayKeep={stays}
      onReplace={() => form.setFieldValue('password', '')} onKeep={() => { form.setFieldValue('password', null); form.clearFieldError('password') }}
      input={(props) => (
        <PasswordInput
          label={t`Password`} description={settings.server?.hasPassword && !stays ? why : null} inputWrapperOrder={['label', 'input', 'description', 'error']} autoComplete="new-password" maxLength={1000}
          visibilityToggleButtonProps={{ 'aria-label': t`Show or hide the password` }} {...form.getInputProps('password')} value={form.values.password ?? ''} {...props}
        />
      )}
    />
  )
}

function useSecurityTexts(): Record<MailSecurity, { name: string; means: string }> {
  const { t } = useLingui()
  return {
    tls: { name: t`TLS from the first byte`, means: t`Nothing travels in the clear.` },
    starttls: { name: t`STARTTLS, always`, means: t`Nothing is sent to a server that offers no TLS.` },
    optional: { name: t`STARTTLS, if the server offers it`, means: t`Where the server offers no TLS, mails and the password travel in the clear.` },
  }
}

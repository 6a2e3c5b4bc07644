import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, Code, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { isDomainName } from '@recert/domain/mail-settings'
import { type MailFields, type MailSettings } from './mail-settings-values.ts'
import { SecretField } from './secret-field.tsx'

/** Signatures by which receivers know that a mail is from the domain that it says. */
export function DkimFields({ form, settings }: { form: UseFormReturnType<MailFields>; settings: MailSettings }) {
  const { t } = useLingui()
  const { signed, dkimDomain, selector, privateKey, fromAddress } = form.values
  const hasKey = settings.dkim !== null && settings.source !== 'unreadable'
  const [domain, name] = [dkimDomain.trim(), selector.trim()]
  const sign = (on: boolean) => {
    const ofSender = (fromAddress.trim() || settings.from || '').split('@')[1] ?? ''
    form.setValues({ signed: on, ...(on && domain === '' ? { dkimDomain: ofSender } : {}) })
  }
  return (
    <Stack gap="md">
      <Checkbox
        label={t`Sign mails with DKIM`} description={t`Receivers then see that a mail is really from your domain. Not needed where the mail server signs by itself.`}
        {...form.getInputProps('signed', { type: 'checkbox' })} onChange={(event) => sign(event.currentTarget.checked)}
      />
      {signed && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={t`Domain`} description={t`That of the sender’s address.`} required withAsterisk spellCheck={false} autoCapitalize="none" maxLength={255} {...form.getInputProps('dkimDomain')} />
            <TextInput label={t`Selector`} description={t`The name that this key has in DNS.`} required withAsterisk spellCheck={false} autoCapitalize="none" maxLength={255} {...form.getInputProps('selector')} />
          </SimpleGrid>
          {isDomainName(domain) && isDomainName(name) && (
            <Text size="sm" component="p" m={0} style={{ overflowWrap: 'anywhere' }}><Trans>DNS needs a TXT record named <Code>{`${name}._domainkey.${domain}`}</Code> with the public key: <Code>v=DKIM1; k=rsa; p=…</Code></Trans></Text>
          )}
          <SecretField
            label={t`Private key`} saved={<Trans>A private key is saved.</Trans>} change={t`Change the private key`} keeps={hasKey && privateKey === null} mayKeep={hasKey}
            onReplace={() => form.setFieldValue('privateKey', '')} onKeep={() => { form.setFieldValue('privateKey', null); form.clearFieldError('privateKey') }}
            input={(props) => (
              <Textarea
                label={t`Private key`} description={t`RSA, as PEM, without a passphrase. It is stored encrypted and never shown again.`} placeholder="-----BEGIN PRIVATE KEY-----" required withAsterisk autosize minRows={4} maxRows={10} maxLength={10_000}
                spellCheck={false} autoComplete="off" styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} {...form.getInputProps('privateKey')} value={privateKey ?? ''} {...props}
              />
            )}
          />
        </>
      )}
    </Stack>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { checkEmail } from '@recert/domain/people'
import { problemOf } from '@recert/ui/problem'
import { IconAlertTriangle, IconCheck, IconPlugConnected, IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { api } from '../../api.ts'
import { focusFirstError, refusalOf, useShownRefusal } from '../../parts/form.tsx'
import { useMe } from '../../shell/session.ts'
import { changesOf, type MailFields, type MailSettings } from './mail-settings-values.ts'

type Props = { form: UseFormReturnType<MailFields>; settings: MailSettings; fields: Record<string, string> }

/** Tries what the form says, saved or not. What came of it stands beside the button until the form says something else. */
export function ConnectionTest({ form, settings, fields }: Props) {
  const { t } = useLingui()
  const { email } = useMe()
  const [to, setTo] = useState(email ?? '')
  const [wrong, setWrong] = useState<string | null>(null)
  const address = useRef<HTMLInputElement>(null)
  // What the mail server said belongs to what was tried.
  const [tried, setTried] = useState<string | null>(null)
  const test = useMutation(api.mailSettings.test.mutationOptions({ meta: { told: true } }))
  useShownRefusal(form, test.error, fields)

  const now = JSON.stringify(form.values)
  const run = (recipient?: string) => {
    const { hasErrors, errors } = form.validate()
    if (hasErrors) return focusFirstError(form, errors)
    setTried(now)
    test.mutate({ ...changesOf(form.values, settings), to: recipient })
  }
  const send = () => {
    const refused = to.trim() === '' ? t`Enter the address that the mail goes to.` : refusalOf(() => checkEmail(to))
    setWrong(refused)
    if (refused) address.current?.focus()
    else run(to.trim())
  }
  const sending = test.variables?.to !== undefined
  const said = tried === now ? <Said test={test} fields={fields} /> : null
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Button variant="default" leftSection={<IconPlugConnected size={16} aria-hidden />} loading={test.isPending && !sending} disabled={test.isPending} onClick={() => run()}><Trans>Test connection</Trans></Button>
        <Result>{!sending && said}</Result>
      </Group>
      <Group gap="sm" align="flex-end">
        <TextInput
          ref={address} label={t`Send a test mail to`} type="email" w={{ base: '100%', sm: 280 }} maxLength={254} value={to} error={wrong}
          onChange={(event) => { setTo(event.currentTarget.value); setWrong(null) }}
          // Enter means this button, not the form’s.
          onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); if (!test.isPending) send() } }}
        />
        <Button variant="default" leftSection={<IconSend size={16} aria-hidden />} loading={test.isPending && sending} disabled={test.isPending} onClick={send}><Trans>Send a test mail</Trans></Button>
        <Result>{sending && said}</Result>
      </Group>
    </Stack>
  )
}

/** There before anything is said, so that screen readers hear of it. */
function Result({ children }: { children: ReactNode }) {
  return <div role="status" style={{ flex: '1 1 14rem', minWidth: 0, overflowWrap: 'anywhere' }}>{children}</div>
}

type Test = { isPending: boolean; error: unknown; data: { ok: boolean; reason: string | null } | undefined; variables: { to?: string | undefined } | undefined }

function Said({ test: { isPending, error, data, variables }, fields }: { test: Test; fields: Record<string, string> }) {
  if (isPending) return <Text size="sm" c="dimmed"><Trans>Asking the server. That can take up to 20 seconds.</Trans></Text>
  const problem = error ? problemOf(error) : null
  if (problem) return problem.code && fields[problem.code] ? null : <Bad>{problem.sentence}</Bad>
  if (!data) return null
  if (!data.ok) return <Bad><Trans>It does not work. The server, or the way to it, says: {data.reason}</Trans></Bad>
  const to = variables?.to
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" c="var(--mantine-color-teal-text)">
      <IconCheck size={18} aria-hidden style={{ flex: 'none' }} />
      <Text size="sm">{to === undefined ? <Trans>It works: the server answers, and lets Recert in.</Trans> : <Trans>The server took the mail to {to}.</Trans>}</Text>
    </Group>
  )
}

function Bad({ children }: { children: ReactNode }) {
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" c="var(--mantine-color-red-text)">
      <IconAlertTriangle size={18} aria-hidden style={{ flex: 'none' }} />
      <Text size="sm">{children}</Text>
    </Group>
  )
}

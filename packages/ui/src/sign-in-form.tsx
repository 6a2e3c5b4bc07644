import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Center, Image, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { ErrorPanel } from './error-panel.tsx'
import { postJson } from './post-json.ts'
import type { Problem } from './problem.ts'

type Props = {
  /** What one signs in to. */
  title: ReactNode
  logo: string
  onSignedIn: () => void
  /** Something below the form: the way to the other app. */
  footer?: ReactNode
}

/** The sign-in page's form, the same for the portal and the administration. */
export function SignInForm({ title, logo, onSignedIn, footer }: Props) {
  const { t, i18n } = useLingui()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const loginField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  async function signIn() {
    setProblem(null)
    const empty = login.trim() === '' ? loginField : password === '' ? passwordField : null
    setMissing(empty !== null)
    if (empty) return empty.current?.focus()
    setPending(true)
    const refused = await postJson('/api/auth/sign-in', { login: login.trim(), password }, i18n.locale)
    if (!refused) return onSignedIn()
    setPending(false)
    setProblem(refused)
    passwordField.current?.select()
  }

  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Stack align="center" gap="xs">
          <Image src={logo} alt="" w={48} h={48} />
          <Title order={1} size="h2" ta="center">{title}</Title>
        </Stack>
        <Paper withBorder p="lg" radius="lg" shadow="sm">
          <form noValidate onSubmit={(event) => { event.preventDefault(); void signIn() }}>
            <Stack gap="md">
              {problem && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
              <TextInput
                ref={loginField} label={t`Username or e-mail`} name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus
                value={login} onChange={(event) => setLogin(event.currentTarget.value)} error={missing && login.trim() === '' && t`Enter your username or e-mail.`}
              />
              <PasswordInput
                ref={passwordField} label={t`Password`} name="password" autoComplete="current-password"
                value={password} onChange={(event) => setPassword(event.currentTarget.value)} error={missing && password === '' && t`Enter your password.`}
                visibilityToggleButtonProps={{ 'aria-label': t`Show or hide the password` }}
              />
              <Button type="submit" loading={pending} fullWidth><Trans>Sign in</Trans></Button>
              <Text size="sm" c="dimmed"><Trans>Forgotten your password? Ask your administrator for a new one.</Trans></Text>
            </Stack>
          </form>
        </Paper>
        {footer && <Text size="sm" ta="center">{footer}</Text>}
      </Stack>
    </Center>
  )
}

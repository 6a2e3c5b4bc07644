import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { SignInForm } from '@recert/ui/sign-in-form'
import { getRouteApi } from '@tanstack/react-router'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const { t } = useLingui()
  const { redirect } = route.useSearch()
  return (
    <>
      <title>{`${t`Sign in`} · Recert`}</title>
      <SignInForm
        title={<Trans>Sign in to Recert</Trans>}
        logo="/favicon.svg"
        // A fresh page takes over the person's language and time zone.
        onSignedIn={() => window.location.assign(redirect ?? '/')}
        footer={<Anchor href="/admin/"><Trans>To the administration</Trans></Anchor>}
      />
    </>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { SignInForm } from '@recert/ui/sign-in-form'
import { getRouteApi } from '@tanstack/react-router'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const { t } = useLingui()
  const { redirect = '/' } = route.useSearch()
  return (
    <>
      <title>{`${t`Sign in`} · Recert`}</title>
      <SignInForm
        title={<Trans>Recert administration</Trans>}
        logo={`${import.meta.env.BASE_URL}favicon.svg`}
        // A fresh page takes over the person's language and time zone.
        onSignedIn={() => window.location.assign(`/admin${redirect}`)}
        footer={<Anchor href="/"><Trans>To my certifications</Trans></Anchor>}
      />
    </>
  )
}

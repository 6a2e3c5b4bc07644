import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { api, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { CertificationForm, type CertificationValues } from './certification-form.tsx'

const EMPTY: CertificationValues = { name: '', code: null, description: '', validity: { amount: 1, unit: 'year' }, allowRetake: false }

export function NewCertificationPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const create = useMutation(api.certifications.create.mutationOptions({ meta: { told: true }, onSuccess: () => refreshAll() }))
  const { data } = create

  // In an effect: only then has the guard against leaving seen that all is saved.
  useEffect(() => {
    if (!data) return
    notifications.show({ color: 'teal', message: t`${data.name} is made. Next, assign the items by which it is earned.` })
    void navigate({ to: '/certifications/$certification', params: { certification: data.id }, search: { tab: 'items' }, replace: true })
  }, [data, navigate, t])

  return (
    <Page title={t`New Certification`} crumbs={[{ title: t`Certifications & Retraining` }, { title: t`Manage`, to: '/certifications' }]}>
      <CertificationForm initial={EMPTY} onSave={(values) => create.mutate(values)} pending={create.isPending} failed={create.error} saved={data !== undefined} />
    </Page>
  )
}

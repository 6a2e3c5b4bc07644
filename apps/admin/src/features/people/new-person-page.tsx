import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { chooseLanguage } from '@recert/ui/language'
import { useEffect } from 'react'
import { api, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { useMe } from '../../shell/session.ts'
import { PersonForm } from './person-form.tsx'

export function NewPersonPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const me = useMe()
  const create = useMutation(api.people.create.mutationOptions({ meta: { told: true }, onSuccess: () => refreshAll() }))
  const { data } = create

  // In an effect: only then has the guard against leaving seen that all is saved.
  useEffect(() => {
    if (!data) return
    notifications.show({ color: 'teal', message: t`${data.username} is added.` })
    // What a power user may do, and for whom, is chosen next.
    const chooses = data.role === 'power_user' || data.role === 'manager'
    void navigate({ to: '/people/$person', params: { person: data.id }, search: chooses ? { tab: 'rights' } : {}, replace: true })
  }, [data, navigate, t])

  return (
    <Page title={t`New person`} crumbs={[{ title: t`People`, to: '/people' }]}>
      <PersonForm
        isNew
        // Most people share zone and language with whoever adds them.
        initial={{ username: '', firstName: '', lastName: '', email: '', timeZone: me.timeZone, language: chooseLanguage(me.language, []), branchPath: '', groups: [], role: 'learner', password: '' }}
        onSave={({ email, branchPath, password, ...values }) => create.mutate({ ...values, email: email.trim() || null, branchPath: branchPath.trim() || null, password: password || undefined, active: true })}
        pending={create.isPending} failed={create.error} saved={data !== undefined}
      />
    </Page>
  )
}

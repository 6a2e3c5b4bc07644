import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { api, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { LearningPlanForm, type PlanValues } from './learning-plan-form.tsx'

const EMPTY: PlanValues = { code: '', name: '', description: '', courses: [] }

export function NewLearningPlanPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const create = useMutation(api.learningPlans.create.mutationOptions({ meta: { told: true }, onSuccess: () => refreshAll() }))
  const { data } = create

  // In an effect: only then has the guard against leaving seen that all is saved.
  useEffect(() => {
    if (!data) return
    notifications.show({ color: 'teal', message: t`${data.name} is made.` })
    void navigate({ to: '/learning-plans/$plan', params: { plan: data.id }, replace: true })
  }, [data, navigate, t])

  return (
    <Page title={t`New learning plan`} crumbs={[{ title: t`Training` }, { title: t`Learning Plans`, to: '/learning-plans' }]}>
      <LearningPlanForm initial={EMPTY} onSave={(values) => create.mutate(values)} pending={create.isPending} failed={create.error} saved={data !== undefined} />
    </Page>
  )
}

import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { api, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { CourseForm, type CourseValues } from './course-form.tsx'

const EMPTY: CourseValues = { code: '', name: '', description: '', selfEnrolment: false, activityId: null }

export function NewCoursePage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const create = useMutation(api.courses.create.mutationOptions({ meta: { told: true }, onSuccess: () => refreshAll() }))
  const { data } = create

  // In an effect: only then has the guard against leaving seen that all is saved.
  useEffect(() => {
    if (!data) return
    notifications.show({ color: 'teal', message: t`${data.name} is made. Next, add what is to be learned.` })
    void navigate({ to: '/courses/$course', params: { course: data.id }, replace: true })
  }, [data, navigate, t])

  return (
    <Page title={t`New course`} crumbs={[{ title: t`Training` }, { title: t`Courses`, to: '/courses' }]}>
      <CourseForm initial={EMPTY} onSave={(values) => create.mutate(values)} pending={create.isPending} failed={create.error} saved={data !== undefined} />
    </Page>
  )
}

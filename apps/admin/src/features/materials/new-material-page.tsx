import { useLingui } from '@lingui/react/macro'
import { Checkbox } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { MaterialForm, type MaterialSaved, type MaterialValues } from './material-form.tsx'
import { useMaterialKinds } from './material-kind.tsx'

const EMPTY: MaterialValues = { title: '', code: '', body: '', url: null, file: null, quiz: null }

const route = getRouteApi('/shell/materials/new')

/** A new material of a course, or of the central repository. */
export function NewMaterialPage() {
  const { t } = useLingui()
  const { kind = 'page', course } = route.useSearch()
  const navigate = route.useNavigate()
  const kinds = useMaterialKinds()
  const { data: of } = useQuery({ ...api.courses.get.queryOptions({ course: course ?? '' }), enabled: course !== undefined })
  const [shared, setShared] = useState(false)
  const options = { meta: { told: true } as const, onSuccess: () => refreshAll() }
  const create = useMutation(api.materials.create.mutationOptions(options))
  const add = useMutation(api.materials.add.mutationOptions(options))
  const made = create.data ?? add.data

  // In an effect: only then has the guard against leaving seen that all is saved.
  useEffect(() => {
    if (!made) return
    notifications.show({ color: 'teal', message: t`${made.title} is added.` })
    void (course === undefined ? navigate({ to: '/materials', replace: true }) : navigate({ to: '/courses/$course', params: { course }, replace: true }))
  }, [course, made, navigate, t])

  const save = (values: MaterialSaved) => (course === undefined ? create.mutate({ kind, ...values }) : add.mutate({ course, kind, shared, ...values }))
  return (
    <Page
      title={t`New: ${kinds[kind].name}`}
      crumbs={[{ title: t`Training` }, ...(course === undefined ? [{ title: t`Central Repository`, to: '/materials' as const }] : [{ title: t`Courses`, to: '/courses' as const }, { title: of?.name ?? '…' }])]}
    >
      <MaterialForm
        key={kind} kind={kind} initial={EMPTY} onSave={save} pending={create.isPending || add.isPending} failed={create.error ?? add.error} saved={made !== undefined}
        aside={course !== undefined && (
          <Checkbox
            label={t`Keep it in the central repository`} description={t`Other courses can then use it, too, and what people do in it counts in all of them.`}
            checked={shared} onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
      />
    </Page>
  )
}

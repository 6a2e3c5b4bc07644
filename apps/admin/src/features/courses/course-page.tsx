import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAdjustments, IconListDetails, IconSettings, IconTrash, IconUsers } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { useMay, useSession } from '../../shell/session.ts'
import { ItemEnrolments } from '../enrolments/item-enrolments.tsx'
import { DeleteItemDialog } from '../items/delete-item-dialog.tsx'
import { Retraining } from '../items/retraining.tsx'
import { CourseMaterials } from '../materials/course-materials.tsx'
import { CourseForm } from './course-form.tsx'

const route = getRouteApi('/shell/courses/$course')

/** One course: what is learned in it, its properties, and the certifications that it earns. */
export function CoursePage() {
  const { t } = useLingui()
  const { course: which } = route.useParams()
  const { tab = 'materials', ...filters } = route.useSearch()
  const navigate = route.useNavigate()
  const { features } = useSession()
  const manages = useMay('training.manage')
  const links = useMay('certifications.view') && features.certifications
  const { data: course } = useSuspenseQuery(api.courses.get.queryOptions({ course: which }))
  const [deleting, setDeleting] = useState(false)
  return (
    <Page
      title={course.name} crumbs={[{ title: t`Training` }, { title: t`Courses`, to: '/courses' }]} description={course.code}
      badge={course.selfEnrolment && <Badge variant="light" tt="none"><Trans>Open to all</Trans></Badge>}
      actions={manages && <Button variant="default" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setDeleting(true)}><Trans>Delete …</Trans></Button>}
    >
      <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate({ search: next === 'materials' || next === null ? {} : { tab: next as 'enrolments' | 'properties' | 'advanced' }, replace: true })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="materials" leftSection={<IconListDetails size={16} aria-hidden />}><Trans>Materials</Trans></Tabs.Tab>
          <Tabs.Tab value="enrolments" leftSection={<IconUsers size={16} aria-hidden />}><Trans>Enrolments</Trans></Tabs.Tab>
          <Tabs.Tab value="properties" leftSection={<IconSettings size={16} aria-hidden />}><Trans>Properties</Trans></Tabs.Tab>
          {links && <Tabs.Tab value="advanced" leftSection={<IconAdjustments size={16} aria-hidden />}><Trans>Advanced Properties</Trans></Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="materials"><CourseMaterials course={course.id} /></Tabs.Panel>
        <Tabs.Panel value="enrolments">
          <ItemEnrolments item={course} search={filters} onSearch={(next) => void navigate({ search: { tab: 'enrolments', ...next }, replace: true, resetScroll: false })} />
        </Tabs.Panel>
        <Tabs.Panel value="properties"><CourseProperties course={course} readOnly={!manages} /></Tabs.Panel>
        {links && (
          <Tabs.Panel value="advanced">
            <Tabs value="retraining" variant="pills">
              <Tabs.List mb="md"><Tabs.Tab value="retraining"><Trans>Retraining</Trans></Tabs.Tab></Tabs.List>
              <Tabs.Panel value="retraining"><Retraining kind="course" item={course.id} name={course.name} verb={<Trans>Save Changes</Trans>} /></Tabs.Panel>
            </Tabs>
          </Tabs.Panel>
        )}
      </Tabs>
      {deleting && <DeleteItemDialog item={course} onClose={() => setDeleting(false)} onDone={() => navigate({ to: '/courses' })} />}
    </Page>
  )
}

function CourseProperties({ course, readOnly }: { course: Outputs['courses']['get']; readOnly: boolean }) {
  const { t } = useLingui()
  const save = useMutation(api.courses.update.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ name }) => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${name} is saved.` })
    },
  }))
  return (
    <CourseForm
      key={course.version} initial={course} readOnly={readOnly} onSave={(values) => save.mutate({ course: course.id, version: course.version, ...values })}
      pending={save.isPending} failed={save.error} saved={save.isSuccess}
    />
  )
}

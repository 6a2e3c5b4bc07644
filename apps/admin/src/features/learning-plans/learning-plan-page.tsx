import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCertificate, IconPencil, IconTrash, IconUsers } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { useMay, useSession } from '../../shell/session.ts'
import { ItemEnrolments } from '../enrolments/item-enrolments.tsx'
import { DeleteItemDialog } from '../items/delete-item-dialog.tsx'
import { Retraining } from '../items/retraining.tsx'
import { LearningPlanForm } from './learning-plan-form.tsx'

const route = getRouteApi('/shell/learning-plans/$plan')

/** One learning plan: its courses in their order, and the certifications that it earns. */
export function LearningPlanPage() {
  const { t } = useLingui()
  const { plan: which } = route.useParams()
  const { tab = 'edit', ...filters } = route.useSearch()
  const navigate = route.useNavigate()
  const { features } = useSession()
  const manages = useMay('training.manage')
  const links = useMay('certifications.view') && features.certifications
  const { data: plan } = useSuspenseQuery(api.learningPlans.get.queryOptions({ plan: which }))
  const [deleting, setDeleting] = useState(false)
  const save = useMutation(api.learningPlans.update.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ name }) => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${name} is saved.` })
    },
  }))
  return (
    <Page
      title={plan.name} crumbs={[{ title: t`Training` }, { title: t`Learning Plans`, to: '/learning-plans' }]} description={plan.code}
      actions={manages && <Button variant="default" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setDeleting(true)}><Trans>Delete …</Trans></Button>}
    >
      <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate({ search: next === 'edit' || next === null ? {} : { tab: next as 'enrolments' | 'retraining' }, replace: true })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="edit" leftSection={<IconPencil size={16} aria-hidden />}><Trans>Edit</Trans></Tabs.Tab>
          <Tabs.Tab value="enrolments" leftSection={<IconUsers size={16} aria-hidden />}><Trans>Enrolments</Trans></Tabs.Tab>
          {links && <Tabs.Tab value="retraining" leftSection={<IconCertificate size={16} aria-hidden />}><Trans>Certifications & Retraining</Trans></Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="edit">
          <LearningPlanForm
            key={plan.version} initial={plan} readOnly={!manages} onSave={(values) => save.mutate({ plan: plan.id, version: plan.version, ...values })}
            pending={save.isPending} failed={save.error} saved={save.isSuccess}
          />
        </Tabs.Panel>
        <Tabs.Panel value="enrolments">
          <ItemEnrolments item={plan} search={filters} onSearch={(next) => void navigate({ search: { tab: 'enrolments', ...next }, replace: true, resetScroll: false })} />
        </Tabs.Panel>
        {links && <Tabs.Panel value="retraining"><Retraining kind="learning_plan" item={plan.id} name={plan.name} verb={<Trans>Confirm</Trans>} /></Tabs.Panel>}
      </Tabs>
      {deleting && <DeleteItemDialog item={plan} onClose={() => setDeleting(false)} onDone={() => navigate({ to: '/learning-plans' })} />}
    </Page>
  )
}

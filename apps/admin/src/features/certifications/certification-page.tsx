import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Menu, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArchive, IconArchiveOff, IconChevronDown, IconListDetails, IconSettings, IconTrash, IconUserCheck } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { AwardsList } from '../awards/awards-list.tsx'
import { AssignedItems } from '../items/assigned-items.tsx'
import { CertificationProperties } from './certification-properties.tsx'
import { DeleteCertificationDialog } from './delete-certification-dialog.tsx'

type Certification = Outputs['certifications']['get']

const route = getRouteApi('/shell/retraining/certifications/$certification')

/** One certification: its properties, its items, who holds it. */
export function CertificationPage() {
  const { t } = useLingui()
  const { certification: which } = route.useParams()
  const { tab = 'properties', ...filters } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: certification } = useSuspenseQuery(api.certifications.get.queryOptions({ certification: which }))
  return (
    <Page
      title={certification.name}
      crumbs={[{ title: t`Certifications & Retraining` }, { title: t`Manage`, to: '/certifications' }]}
      badge={certification.retiredAt && <Badge color="gray" variant="light" tt="none"><Trans>Retired</Trans></Badge>}
      description={certification.code}
      actions={<CertificationMenu certification={certification} />}
    >
      <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate({ search: next === 'properties' || next === null ? {} : { tab: next as 'items' | 'awarded' }, replace: true })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="properties" leftSection={<IconSettings size={16} aria-hidden />}><Trans>Properties</Trans></Tabs.Tab>
          <Tabs.Tab value="items" leftSection={<IconListDetails size={16} aria-hidden />}><Trans>Assigned Items</Trans></Tabs.Tab>
          <Tabs.Tab value="awarded" leftSection={<IconUserCheck size={16} aria-hidden />}><Trans>Awarded Users</Trans></Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="properties"><CertificationProperties certification={certification} /></Tabs.Panel>
        <Tabs.Panel value="items"><AssignedItems certification={certification.id} /></Tabs.Panel>
        <Tabs.Panel value="awarded">
          <AwardsList
            name="certification-awards" search={filters} of={{ certification: certification.id }}
            onSearch={(next) => void navigate({ search: { tab: 'awarded', ...next }, replace: true, resetScroll: false })}
          />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

function CertificationMenu({ certification: { id, name, retiredAt } }: { certification: Certification }) {
  const { t } = useLingui()
  const navigate = route.useNavigate()
  const [deleting, setDeleting] = useState(false)
  // Harmless both ways, so it is done at once and can be taken back.
  const retire = useMutation(api.certifications.retire.mutationOptions({
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${name} is retired. Its history is kept; it awards nothing new.` })
    },
  }))
  const unretire = useMutation(api.certifications.unretire.mutationOptions({
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${name} is in use again.` })
    },
  }))
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />} loading={retire.isPending || unretire.isPending}><Trans>Actions</Trans></Button>
        </Menu.Target>
        <Menu.Dropdown>
          {retiredAt
            ? <Menu.Item leftSection={<IconArchiveOff size={16} aria-hidden />} onClick={() => unretire.mutate({ certification: id })}><Trans>Take back into use</Trans></Menu.Item>
            : <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => retire.mutate({ certification: id })}><Trans>Retire</Trans></Menu.Item>}
          <Menu.Item color="var(--mantine-color-red-text)" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setDeleting(true)}><Trans>Delete …</Trans></Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {deleting && <DeleteCertificationDialog certification={id} onClose={() => setDeleting(false)} onDone={() => void navigate({ to: '/certifications' })} />}
    </>
  )
}

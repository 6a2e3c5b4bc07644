import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Menu, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArchive, IconArchiveOff, IconBell, IconCalendarTime, IconChevronDown, IconFileImport, IconListDetails, IconSettings, IconTimeline, IconTrash, IconUserCheck } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { useMay, useSession } from '../../shell/session.ts'
import { AuditLogLink } from '../audit/audit-log-link.tsx'
import { AwardsList } from '../awards/awards-list.tsx'
import { AssignedItems } from '../items/assigned-items.tsx'
import { EarlierItems } from '../items/earlier-items.tsx'
import { CertificationChain } from './certification-chain.tsx'
import { CertificationImports } from './certification-imports.tsx'
import { CertificationProperties } from './certification-properties.tsx'
import { CertificationRules } from './certification-rules.tsx'
import { CertificationStandings } from './certification-standings.tsx'
import { DeleteCertificationDialog } from './delete-certification-dialog.tsx'
import { RedateDialog } from './redate-dialog.tsx'
import { RetireDialog } from './retire-dialog.tsx'

type Certification = Outputs['certifications']['get']

const route = getRouteApi('/shell/retraining/certifications/$certification')

const TABS = ['items', 'awarded', 'chain', 'rules', 'imports'] as const
const isTab = (tab: string | null): tab is (typeof TABS)[number] => TABS.some((each) => each === tab)

/** R3.5: one certification: its properties, its items, who holds it, how its cycles followed each other, who is told, what was imported. */
export function CertificationPage() {
  const { t } = useLingui()
  const { certification: which } = route.useParams()
  const { tab = 'properties', ...filters } = route.useSearch()
  const navigate = route.useNavigate()
  const manages = useMay('certifications.manage')
  const seesAwards = useMay('awards.view')
  const awards = useMay('awards.manage')
  const imports = useMay('awards.import')
  const { features } = useSession()
  const { data: certification } = useSuspenseQuery(api.certifications.get.queryOptions({ certification: which }))
  return (
    <Page
      title={certification.name}
      crumbs={[{ title: t`Certifications & Retraining` }, { title: t`Manage`, to: '/certifications' }]}
      badge={certification.retiredAt && <Badge color="gray" variant="light" tt="none"><Trans>Retired</Trans></Badge>}
      description={certification.code}
      actions={<><AuditLogLink of={{ certification: certification.id }} />{(manages || awards) && <CertificationMenu certification={certification} />}</>}
    >
      <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate({ search: isTab(next) ? { tab: next } : {}, replace: true })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="properties" leftSection={<IconSettings size={16} aria-hidden />}><Trans>Properties</Trans></Tabs.Tab>
          <Tabs.Tab value="items" leftSection={<IconListDetails size={16} aria-hidden />}><Trans>Assigned Items</Trans></Tabs.Tab>
          {seesAwards && <Tabs.Tab value="awarded" leftSection={<IconUserCheck size={16} aria-hidden />}><Trans>Awarded Users</Trans></Tabs.Tab>}
          {seesAwards && <Tabs.Tab value="chain" leftSection={<IconTimeline size={16} aria-hidden />}><Trans>Chain</Trans></Tabs.Tab>}
          {seesAwards && features.notifications && <Tabs.Tab value="rules" leftSection={<IconBell size={16} aria-hidden />}><Trans>Rules</Trans></Tabs.Tab>}
          {imports && <Tabs.Tab value="imports" leftSection={<IconFileImport size={16} aria-hidden />}><Trans>Imports</Trans></Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="properties"><CertificationProperties certification={certification} /></Tabs.Panel>
        <Tabs.Panel value="items"><AssignedItems certification={certification.id} retired={certification.retiredAt !== null} /><EarlierItems certification={certification.id} /></Tabs.Panel>
        {seesAwards && (
          <Tabs.Panel value="awarded">
            <CertificationStandings certification={certification.id} />
            <AwardsList
              name="certification-awards" search={filters} of={{ certification: certification.id }}
              onSearch={(next) => void navigate({ search: { tab: 'awarded', ...next }, replace: true, resetScroll: false })}
            />
          </Tabs.Panel>
        )}
        {seesAwards && <Tabs.Panel value="chain"><CertificationChain certification={certification.id} /></Tabs.Panel>}
        {seesAwards && features.notifications && <Tabs.Panel value="rules"><CertificationRules certification={certification.id} /></Tabs.Panel>}
        {imports && <Tabs.Panel value="imports"><CertificationImports certification={certification.id} /></Tabs.Panel>}
      </Tabs>
    </Page>
  )
}

function CertificationMenu({ certification }: { certification: Certification }) {
  const { id, name, retiredAt } = certification
  const { t } = useLingui()
  const navigate = route.useNavigate()
  const manages = useMay('certifications.manage')
  const awards = useMay('awards.manage')
  const [doing, setDoing] = useState<'redate' | 'retire' | 'delete' | null>(null)
  const close = () => setDoing(null)
  const unretire = useMutation(api.certifications.unretire.mutationOptions({
    onSuccess: async () => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${name} is in use again.` })
    },
  }))
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />} loading={unretire.isPending}><Trans>Actions</Trans></Button>
        </Menu.Target>
        <Menu.Dropdown>
          {awards && <Menu.Item leftSection={<IconCalendarTime size={16} aria-hidden />} onClick={() => setDoing('redate')}><Trans>Re-date existing awards …</Trans></Menu.Item>}
          {manages && (retiredAt
            ? <Menu.Item leftSection={<IconArchiveOff size={16} aria-hidden />} onClick={() => unretire.mutate({ certification: id })}><Trans>Take back into use</Trans></Menu.Item>
            : <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => setDoing('retire')}><Trans>Retire …</Trans></Menu.Item>)}
          {manages && <Menu.Item color="var(--mantine-color-red-text)" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setDoing('delete')}><Trans>Delete …</Trans></Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {doing === 'redate' && <RedateDialog certification={certification} onClose={close} />}
      {doing === 'retire' && <RetireDialog certification={certification} onClose={close} />}
      {doing === 'delete' && <DeleteCertificationDialog certification={id} onClose={close} onDone={() => navigate({ to: '/certifications' })} />}
    </>
  )
}

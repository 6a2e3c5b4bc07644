import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { chooseLanguage } from '@recert/ui/language'
import { IconBell, IconBook, IconCertificate, IconFileCertificate, IconSchool, IconSettings, IconShieldLock } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import { Page } from '../../parts/page.tsx'
import { useMay, useMe, useSession } from '../../shell/session.ts'
import { AuditLogLink } from '../audit/audit-log-link.tsx'
import { ActivitiesOfPerson } from '../external-activities/activities-of-person.tsx'
import { AwardsList } from '../awards/awards-list.tsx'
import { PersonEnrolments } from '../enrolments/person-enrolments.tsx'
import { NotificationViews } from '../notifications/notification-views.tsx'
import { ActiveButton } from './active-button.tsx'
import { PersonForm } from './person-form.tsx'
import { PersonRights } from './person-rights.tsx'
import { useReadOnly } from './use-read-only.ts'

type Person = Outputs['people']['get']

const route = getRouteApi('/shell/people/$person')

/** One person: properties, and what they hold. */
export function PersonPage() {
  const { t } = useLingui()
  const { person: which } = route.useParams()
  const { tab = 'properties', ...filters } = route.useSearch()
  const navigate = route.useNavigate()
  const { features } = useSession()
  const external = useMay('external_training.view')
  const awards = useMay('awards.view') && features.certifications
  const isSuperadmin = useMe().role === 'superadmin'
  const training = useMay('training.view')
  const { data: person } = useSuspenseQuery(api.people.get.queryOptions({ person: which }))
  const name = `${person.firstName} ${person.lastName}`.trim()
  return (
    <Page
      title={name || person.username} crumbs={[{ title: t`People`, to: '/people' }]} description={name ? person.username : null}
      badge={!person.active && <Badge color="gray" variant="light" tt="none"><Trans>Deactivated</Trans></Badge>}
      actions={(
        <>
          {awards && <LinkButton to="/people/$person/record" params={{ person: person.id }} variant="default" leftSection={<IconFileCertificate size={18} aria-hidden />}><Trans>Certification record</Trans></LinkButton>}
          <AuditLogLink of={{ person: person.id }} />
          <ActiveButton person={person} />
        </>
      )}
    >
      <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate({ search: isTab(next) ? { tab: next } : {}, replace: true })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="properties" leftSection={<IconSettings size={16} aria-hidden />}><Trans>Properties</Trans></Tabs.Tab>
          {training && <Tabs.Tab value="training" leftSection={<IconBook size={16} aria-hidden />}><Trans>Training</Trans></Tabs.Tab>}
          {awards && <Tabs.Tab value="certifications" leftSection={<IconCertificate size={16} aria-hidden />}><Trans>Certifications</Trans></Tabs.Tab>}
          {features.external_training && external && <Tabs.Tab value="external" leftSection={<IconSchool size={16} aria-hidden />}><Trans>External training</Trans></Tabs.Tab>}
          {awards && features.notifications && <Tabs.Tab value="notifications" leftSection={<IconBell size={16} aria-hidden />}><Trans>Notifications</Trans></Tabs.Tab>}
          {isSuperadmin && <Tabs.Tab value="rights" leftSection={<IconShieldLock size={16} aria-hidden />}><Trans>Rights</Trans></Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="properties"><Properties person={person} /></Tabs.Panel>
        {training && (
          <Tabs.Panel value="training">
            <PersonEnrolments person={person} search={filters} onSearch={({ completed }) => void navigate({ search: { tab: 'training', completed }, replace: true, resetScroll: false })} />
          </Tabs.Panel>
        )}
        {awards && (
          <Tabs.Panel value="certifications">
            <AwardsList
              name="person-awards" search={filters} of={{ person: person.id }}
              onSearch={(next) => void navigate({ search: { tab: 'certifications', ...next }, replace: true, resetScroll: false })}
            />
          </Tabs.Panel>
        )}
        {features.external_training && external && <Tabs.Panel value="external"><ActivitiesOfPerson person={person.id} /></Tabs.Panel>}
        {awards && features.notifications && (
          <Tabs.Panel value="notifications">
            <NotificationViews
              name="person-notifications" person={person.id} search={filters}
              onSearch={(next) => void navigate({ search: { tab: 'notifications', ...next }, replace: true, resetScroll: false })}
            />
          </Tabs.Panel>
        )}
        {isSuperadmin && <Tabs.Panel value="rights"><PersonRights key={person.version} person={person} /></Tabs.Panel>}
      </Tabs>
    </Page>
  )
}

const TABS = ['training', 'certifications', 'external', 'notifications', 'rights'] as const
const isTab = (tab: string | null): tab is (typeof TABS)[number] => TABS.some((each) => each === tab)

function Properties({ person }: { person: Person }) {
  const { t } = useLingui()
  const readOnly = useReadOnly(person.role)
  const save = useMutation(api.people.update.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ username }) => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${username} is saved.` })
    },
  }))
  return (
    <PersonForm
      // What was saved, here or by someone else, is what the next edit starts from.
      key={person.version} isNew={false} readOnly={readOnly}
      initial={{ ...person, email: person.email ?? '', language: chooseLanguage(person.language, []), branchPath: person.branchPath ?? '', password: '' }}
      onSave={({ username, firstName, lastName, email, timeZone, language, branchPath, groups, password }) => save.mutate({
        person: person.id, version: person.version, username, firstName, lastName, timeZone, language, groups,
        email: email.trim() || null, branchPath: branchPath.trim() || null, password: password || undefined,
      })}
      pending={save.isPending} failed={save.error} saved={save.isSuccess}
    />
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { chooseLanguage } from '@recert/ui/language'
import { IconCertificate, IconSettings } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Outputs, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { useSession } from '../../shell/session.ts'
import { AwardsList } from '../awards/awards-list.tsx'
import { DeactivateDialog } from './deactivate-dialog.tsx'
import { PersonForm } from './person-form.tsx'

type Person = Outputs['people']['get']

const route = getRouteApi('/shell/people/$person')

/** One person: properties, and what they hold. */
export function PersonPage() {
  const { t } = useLingui()
  const { person: which } = route.useParams()
  const { tab = 'properties', ...filters } = route.useSearch()
  const navigate = route.useNavigate()
  const { features } = useSession()
  const { data: person } = useSuspenseQuery(api.people.get.queryOptions({ person: which }))
  const name = `${person.firstName} ${person.lastName}`.trim()
  return (
    <Page
      title={name || person.username} crumbs={[{ title: t`People`, to: '/people' }]} description={name ? person.username : null}
      badge={!person.active && <Badge color="gray" variant="light" tt="none"><Trans>Deactivated</Trans></Badge>}
      actions={<ActiveButton person={person} />}
    >
      <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate({ search: next === 'certifications' ? { tab: next } : {}, replace: true })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="properties" leftSection={<IconSettings size={16} aria-hidden />}><Trans>Properties</Trans></Tabs.Tab>
          {features.certifications && <Tabs.Tab value="certifications" leftSection={<IconCertificate size={16} aria-hidden />}><Trans>Certifications</Trans></Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="properties"><Properties person={person} /></Tabs.Panel>
        {features.certifications && (
          <Tabs.Panel value="certifications">
            <AwardsList
              name="person-awards" search={filters} of={{ person: person.id }}
              onSearch={(next) => void navigate({ search: { tab: 'certifications', ...next }, replace: true, resetScroll: false })}
            />
          </Tabs.Panel>
        )}
      </Tabs>
    </Page>
  )
}

function Properties({ person }: { person: Person }) {
  const { t } = useLingui()
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
      key={person.version} isNew={false}
      initial={{ ...person, email: person.email ?? '', language: chooseLanguage(person.language, []), branchPath: person.branchPath ?? '', password: '' }}
      onSave={({ username, firstName, lastName, email, timeZone, language, branchPath, groups, role, password }) => save.mutate({
        person: person.id, version: person.version, username, firstName, lastName, timeZone, language, groups, role,
        email: email.trim() || null, branchPath: branchPath.trim() || null, password: password || undefined,
      })}
      pending={save.isPending} failed={save.error} saved={save.isSuccess}
    />
  )
}

function ActiveButton({ person }: { person: Person }) {
  const { t } = useLingui()
  const [deactivating, setDeactivating] = useState(false)
  const activate = useMutation(api.people.update.mutationOptions({
    onSuccess: async ({ username }) => {
      await refreshAll()
      notifications.show({ color: 'teal', message: t`${username} is active again.` })
    },
  }))
  if (!person.active) return <Button variant="default" loading={activate.isPending} onClick={() => activate.mutate({ person: person.id, version: person.version, active: true })}><Trans>Activate</Trans></Button>
  return (
    <>
      <Button variant="default" onClick={() => setDeactivating(true)}><Trans>Deactivate</Trans></Button>
      {deactivating && <DeactivateDialog person={person} onClose={() => setDeactivating(false)} />}
    </>
  )
}

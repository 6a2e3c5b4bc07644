import '@mantine/spotlight/styles.css'
import { useLingui } from '@lingui/react/macro'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { nameOf } from '@recert/domain/people'
import { IconBook, IconCertificate, IconRoute, IconSearch, IconUser } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api } from '../api.ts'
import { usePaletteActions } from './palette-actions.tsx'

const [store, spotlight] = createSpotlight()

/** ⌘K: finds people, certifications and what can be done. */
export function CommandPalette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const [text] = useDebouncedValue(query.trim(), 200)
  const list = useRef<HTMLDivElement>(null)
  const actions = usePaletteActions()
  const { data: found } = useQuery({ ...api.search.all.queryOptions({ text }), enabled: text !== '', placeholderData: keepPreviousData })

  useEffect(() => {
    if (opened) spotlight.open()
  }, [opened])

  // What is found after the typing is not selected by itself; Enter takes the first of it nevertheless.
  const takeFirst = () => {
    if (!list.current?.querySelector('[data-selected]')) list.current?.querySelector<HTMLElement>('[data-action]')?.click()
  }

  const wanted = query.trim().toLowerCase()
  const shownActions = actions.filter(({ title }) => title.toLowerCase().includes(wanted))
  const people = wanted === '' ? [] : (found?.people ?? [])
  const certifications = wanted === '' ? [] : (found?.certifications ?? [])
  const items = wanted === '' ? [] : (found?.items ?? [])
  return (
    <Spotlight.Root store={store} query={query} onQueryChange={setQuery} onSpotlightClose={onClose} shortcut={null} scrollable maxHeight={460} clearQueryOnClose attributes={{ content: { 'aria-label': t`Search` } }}>
      <Spotlight.Search placeholder={t`Find people, certifications, courses, actions …`} aria-label={t`Search`} onKeyDown={({ key }) => { if (key === 'Enter') takeFirst() }} leftSection={<IconSearch size={18} aria-hidden />} />
      <Spotlight.ActionsList ref={list}>
        {people.length > 0 && (
          <Spotlight.ActionsGroup label={t`People`}>
            {people.map(({ id, ...person }) => (
              <Spotlight.Action
                key={id} label={nameOf(person)} description={person.username} leftSection={<IconUser size={18} aria-hidden />}
                onClick={() => void navigate({ to: '/people/$person', params: { person: id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {certifications.length > 0 && (
          <Spotlight.ActionsGroup label={t`Certifications`}>
            {certifications.map(({ id, code, name }) => (
              <Spotlight.Action
                key={id} label={name} description={code ?? undefined} leftSection={<IconCertificate size={18} aria-hidden />}
                onClick={() => void navigate({ to: '/certifications/$certification', params: { certification: id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {items.length > 0 && (
          <Spotlight.ActionsGroup label={t`Courses and learning plans`}>
            {items.map(({ kind, code, name }) => (
              <Spotlight.Action
                key={`${kind} ${code}`} label={name} description={code} leftSection={kind === 'course' ? <IconBook size={18} aria-hidden /> : <IconRoute size={18} aria-hidden />}
                onClick={() => void (kind === 'course' ? navigate({ to: '/courses/$course', params: { course: code } }) : navigate({ to: '/learning-plans/$plan', params: { plan: code } }))}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {shownActions.length > 0 && (
          <Spotlight.ActionsGroup label={t`Actions`}>
            {shownActions.map(({ title, Icon, run }) => <Spotlight.Action key={title} label={title} leftSection={<Icon size={18} aria-hidden />} onClick={run} />)}
          </Spotlight.ActionsGroup>
        )}
        {people.length + certifications.length + items.length + shownActions.length === 0 && <Spotlight.Empty>{t`Nothing found`}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

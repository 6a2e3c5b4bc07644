import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { LinkButton } from '../../parts/links.tsx'
import type { ExternalActivitiesSearch } from '../../search.ts'
import { useMay } from '../../shell/session.ts'
import { ActivityList } from './activity-list.tsx'

/** The tab on a person's page: their training activities. */
export function ActivitiesOfPerson({ person }: { person: string }) {
  const [search, setSearch] = useState<ExternalActivitiesSearch>({})
  const manages = useMay('external_training.manage')
  return <ActivityList name="person-activities" person={person} search={search} onSearch={setSearch} create={manages && <LinkButton to="/external-training/new"><Trans>Report New Training Activity</Trans></LinkButton>} />
}

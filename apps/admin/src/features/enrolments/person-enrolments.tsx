import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack, Title } from '@mantine/core'
import { nameOf } from '@recert/domain/people'
import { EmptyState } from '@recert/ui/empty-state'
import { ReasonButton } from '@recert/ui/reason-button'
import { IconBook, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { EnrolmentsSearch } from '../../search.ts'
import { useMay } from '../../shell/session.ts'
import { CompletionsTable } from '../completions/completions-table.tsx'
import { EnrolInItemsDialog } from './enrol-in-items-dialog.tsx'
import { EnrolmentsList } from './enrolments-list.tsx'

type Props = { person: { id: string; username: string; firstName: string; lastName: string; active: boolean }; search: EnrolmentsSearch; onSearch: (search: EnrolmentsSearch) => void }

/** What somebody is to do, how far they are, and what they completed with what it led to. */
export function PersonEnrolments({ person, search, onSearch }: Props) {
  const { t } = useLingui()
  const enrols = useMay('training.enrol')
  const [enrolling, setEnrolling] = useState(false)
  const icon = <IconPlus size={18} aria-hidden />
  const enrol = enrols && (person.active
    ? <Button leftSection={icon} onClick={() => setEnrolling(true)}><Trans>Enrol</Trans></Button>
    : <ReasonButton leftSection={icon} reason={t`Deactivated people are enrolled in nothing. Activate the person first.`}><Trans>Enrol</Trans></ReasonButton>)
  return (
    <Stack gap="xl">
      <div>
        <Title order={2} mb="sm"><Trans>Enrolments</Trans></Title>
        <EnrolmentsList
          of={{ person: person.id }} search={search} onSearch={onSearch} enrol={enrol}
          empty={<EmptyState icon={IconBook} title={<Trans>Enrolled in nothing yet</Trans>}><Trans>Enrol the person in courses and learning plans; they then find them under My Activities.</Trans></EmptyState>}
        />
      </div>
      <div>
        <Title order={2} mb="sm"><Trans>Completions</Trans></Title>
        <CompletionsTable
          name="person-completions" query={{ username: person.id }} ofPerson
          empty={<EmptyState icon={IconBook} title={<Trans>Nothing completed yet</Trans>}><Trans>Completions appear here with what each one led to: from the portal, from administrators and from other systems.</Trans></EmptyState>}
        />
      </div>
      {enrolling && <EnrolInItemsDialog person={{ id: person.id, name: nameOf(person) }} onClose={() => setEnrolling(false)} />}
    </Stack>
  )
}

import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { IconCircleCheck, IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { LinkButton } from '../../parts/links.tsx'
import type { EnrolmentsSearch } from '../../search.ts'
import { useMay } from '../../shell/session.ts'
import { EnrolPeopleDialog } from './enrol-people-dialog.tsx'
import { type Enrolment, EnrolmentsList } from './enrolments-list.tsx'

type Props = { item: { id: string; kind: Enrolment['kind']; code: string; name: string }; search: EnrolmentsSearch; onSearch: (search: EnrolmentsSearch) => void }

/** R12.1: who is enrolled in a course or learning plan, and how far they are. */
export function ItemEnrolments({ item, search, onSearch }: Props) {
  const enrols = useMay('training.enrol')
  const [enrolling, setEnrolling] = useState(false)
  const enrol = enrols && <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setEnrolling(true)}><Trans>Enrol people</Trans></Button>
  return (
    <>
      <EnrolmentsList
        of={{ kind: item.kind, item: item.id }} search={search} onSearch={onSearch}
        enrol={(
          <>
            <LinkButton to="/completions" search={{ kind: item.kind, item: item.code }} variant="default" leftSection={<IconCircleCheck size={18} aria-hidden />}><Trans>Completions</Trans></LinkButton>
            {enrol}
          </>
        )}
        empty={(
          <EmptyState icon={IconUsers} title={<Trans>Nobody is enrolled yet</Trans>} actions={enrol}>
            <Trans>Whoever is enrolled finds it under My Activities. Enrol people one by one, by group or by branch.</Trans>
          </EmptyState>
        )}
      />
      {enrolling && <EnrolPeopleDialog item={item} onClose={() => setEnrolling(false)} />}
    </>
  )
}

import { useLingui } from '@lingui/react/macro'
import { Chip, Group } from '@mantine/core'
import { MAIL_STATES } from '@recert/domain/mails'
import { SearchField } from '../../parts/search-field.tsx'
import type { MailsSearch } from '../../search.ts'
import { useMailStates } from './mail-state.tsx'

/** By state and by the whole address. */
export function MailFilters({ search: { state = [], to = '' }, onChange }: { search: MailsSearch; onChange: (changes: Partial<MailsSearch>) => void }) {
  const { t } = useLingui()
  const states = useMailStates()
  const choose = (chosen: string[]) => onChange({ state: chosen.length > 0 ? MAIL_STATES.filter((each) => chosen.includes(each)) : undefined })
  return (
    <Group gap="sm">
      <SearchField label={t`To this address`} value={to} onChange={(text) => onChange({ to: text || undefined })} />
      <Group gap={6} role="group" aria-label={t`State`}>
        <Chip.Group multiple value={state} onChange={choose}>
          {MAIL_STATES.map((each) => <Chip key={each} value={each} size="sm" variant="outline">{states[each].title}</Chip>)}
        </Chip.Group>
      </Group>
    </Group>
  )
}

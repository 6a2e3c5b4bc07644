import { useLingui } from '@lingui/react/macro'
import type { AwardEventKind } from '@recert/domain/audit'
import { nameOf } from '@recert/domain/people'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { ActiveFilter } from '../../parts/filter-pills.tsx'
import { usePerson } from '../../parts/person-select.tsx'
import type { AuditSearch } from '../../search.ts'
import { useMe } from '../../shell/session.ts'
import { useCertification } from '../completions/use-active-filters.ts'

/** The kinds' names as text for fields and pills. */
export function useKindNames(): Record<AwardEventKind, string> {
  const { t } = useLingui()
  return {
    issued: t`Issued`, edited: t`Changed`, archived: t`Archived`, removed: t`Unassigned`, restored: t`A change was taken back`, expired: t`Expired`,
    renewal_started: t`Renewal started`, renewal_cancelled: t`Renewal ended without a new cycle`,
  }
}

/** Programs' keys, for those who may see them. */
export function useKeys(): { id: string; name: string }[] {
  const isSuperadmin = useMe().role === 'superadmin'
  return useQuery({ ...api.apiKeys.list.queryOptions(), enabled: isSuperadmin }).data?.items ?? []
}

/** The filters that are on, in words. */
export function useActiveFilters(search: AuditSearch, change: (changes: Partial<AuditSearch>) => void): ActiveFilter[] {
  const { t } = useLingui()
  const kinds = useKindNames()
  const person = usePerson(search.person)
  const certification = useCertification(search.certification)?.name ?? '…'
  const who = person ? nameOf(person) : '…'
  const actor = useActorName(search.actor)
  const kind = search.kind?.map((each) => kinds[each]).join(', ')
  const texts = {
    person: search.person && t`Person: ${who}`, certification: search.certification && t`Certification: ${certification}`, actor: search.actor && t`By: ${actor}`, kind: kind && t`What: ${kind}`,
    award: search.award && t`One award`, change: search.change && t`One change`, job: search.job && t`One job`, import: search.import && t`One import`,
    from: search.from && t`From ${search.from}`, to: search.to && t`Until ${search.to}`,
  }
  return Object.entries(texts).flatMap(([key, text]) => (text ? [{ key, text, onRemove: () => change({ [key]: undefined }) }] : []))
}

/** As the log itself calls them: whoever did something is named by what they did last, also where they are out of sight. */
function useActorName(actor: string | undefined): string {
  const { data } = useQuery({ ...api.auditEvents.list.queryOptions({ actorId: actor, limit: 1 }), enabled: actor !== undefined })
  return data?.items[0]?.actorName ?? '…'
}

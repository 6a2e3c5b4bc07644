import { useLingui } from '@lingui/react/macro'
import type { Association } from '@recert/domain/awards'
import type { Standing } from '@recert/domain/standing'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { ActiveFilter } from '../../parts/filter-pills.tsx'
import type { AwardsSearch } from '../../search.ts'
import { useMay } from '../../shell/session.ts'

/** The names of what can be filtered by, as text for fields and pills. */
export function useFilterNames(): { standings: Record<Standing, string>; associations: Record<Association, string> } {
  const { t } = useLingui()
  return {
    standings: { valid: t`Valid`, expiring: t`Expiring`, expired: t`Expired`, always_valid: t`Always valid`, archived: t`Archived`, removed: t`Removed` },
    associations: { manual: t`Manually awarded`, course: t`Course completion`, learning_plan: t`Learning plan completion`, external_training: t`External training activity` },
  }
}

/** The filters that are on, in words. */
export function useActiveFilters(search: AwardsSearch, change: (changes: Partial<AwardsSearch>) => void): ActiveFilter[] {
  const { t } = useLingui()
  const { standings, associations } = useFilterNames()
  const { data: certification } = useQuery({ ...api.certifications.get.queryOptions({ certification: search.certification ?? '' }), enabled: useMay('certifications.view') && search.certification !== undefined })
  const { data: branches } = useQuery({ ...api.branches.list.queryOptions(), enabled: search.branch !== undefined })
  const { data: groups } = useQuery({ ...api.groups.list.queryOptions(), enabled: search.group !== undefined })
  const branch = branches?.items.find(({ id }) => id === search.branch)?.path ?? '…'
  const group = groups?.items.find(({ id }) => id === search.group)?.name ?? '…'
  const texts: Partial<Record<keyof AwardsSearch, string | undefined>> = {
    standing: search.standing && t`Standing: ${search.standing.map((each) => standings[each]).join(', ')}`,
    association: search.association && t`Association: ${search.association.map((each) => associations[each]).join(', ')}`,
    certification: search.certification && t`Certification: ${certification?.name ?? '…'}`,
    branch: search.branch && t`Branch: ${branch}`,
    group: search.group && t`Group: ${group}`,
    cycle: search.cycle && (search.cycle === 'archived' ? t`Only earlier cycles` : t`With earlier cycles`),
    issuedFrom: search.issuedFrom && t`Issued from ${search.issuedFrom}`,
    issuedTo: search.issuedTo && t`Issued until ${search.issuedTo}`,
    expiresFrom: search.expiresFrom && t`Expires from ${search.expiresFrom}`,
    expiresTo: search.expiresTo && t`Expires until ${search.expiresTo}`,
    expiresWithin: search.expiresWithin && t`Expires within ${search.expiresWithin} days`,
    renewal: search.renewal && (search.renewal === 'open' ? t`With an open renewal` : t`Without an open renewal`),
    asOf: search.asOf && t`Certified as of ${search.asOf}`,
  }
  return Object.entries(texts).flatMap(([key, text]) => (text ? [{ key, text, onRemove: () => change({ [key]: undefined }) }] : []))
}

import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { ActiveFilter } from '../../parts/filter-pills.tsx'
import type { CompletionsSearch } from '../../search.ts'

/** The outcomes' names as text for fields and pills. */
export function useOutcomeNames(): Record<NonNullable<CompletionsSearch['outcome']>, string> {
  const { t } = useLingui()
  return { awarded: t`Awarded`, renewed: t`Renewed`, kept: t`Nothing changed`, refused: t`Nothing awarded` }
}

/** The certification that the address names, for its name. */
export function useCertification(id: string | undefined) {
  return useQuery({ ...api.certifications.get.queryOptions({ certification: id ?? '' }), enabled: id !== undefined }).data ?? null
}

/** The filters that are on, in words. */
export function useActiveFilters(search: CompletionsSearch, change: (changes: Partial<CompletionsSearch>) => void): ActiveFilter[] {
  const { t } = useLingui()
  const outcomes = useOutcomeNames()
  const certification = useCertification(search.certification)?.name ?? '…'
  const texts = [
    { key: 'item', text: search.item && (search.kind === 'learning_plan' ? t`Learning plan: ${search.item}` : t`Course: ${search.item}`), off: { item: undefined, kind: undefined } },
    { key: 'certification', text: search.certification && t`Certification: ${certification}`, off: { certification: undefined } },
    { key: 'outcome', text: search.outcome && t`Led to: ${outcomes[search.outcome]}`, off: { outcome: undefined } },
    { key: 'from', text: search.from && t`Completed from ${search.from}`, off: { from: undefined } },
    { key: 'to', text: search.to && t`Completed until ${search.to}`, off: { to: undefined } },
  ]
  return texts.flatMap(({ key, text, off }) => (text ? [{ key, text, onRemove: () => change(off) }] : []))
}

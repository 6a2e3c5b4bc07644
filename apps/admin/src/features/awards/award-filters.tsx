import { lazy } from 'react'
import { FilterPopover } from '../../parts/filter-popover.tsx'
import type { AwardsSearch } from '../../search.ts'

const loadFields = () => import('./award-filter-fields.tsx').then(({ AwardFilterFields }) => ({ default: AwardFilterFields }))
const Fields = lazy(loadFields)

export type AwardFiltersProps = { search: AwardsSearch; onChange: (changes: Partial<AwardsSearch>) => void; withBranch: boolean }

export function AwardFilters(props: AwardFiltersProps) {
  return <FilterPopover load={loadFields}><Fields {...props} /></FilterPopover>
}

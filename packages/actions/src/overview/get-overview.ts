import type { Queryable } from '@recert/db/client'
import { countCertifications } from '@recert/db/queries/certifications'
import { countAwards, type Figures, type OverviewFilter } from '@recert/db/queries/overview'
import type { Scope } from '@recert/domain/access'

/** R13.4: `withoutHolders`: the certifications in use that nobody of the scope holds; null where one certification or branch is looked at. */
export type Overview = Figures & { withoutHolders: number | null }

/** How it stands now, in numbers, each of which is the length of a list. */
export async function getOverview(q: Queryable, scope: Scope, filter: OverviewFilter, now: Date): Promise<Overview> {
  const whole = filter.certification === undefined && filter.branchId === undefined
  const [figures, withoutHolders] = await Promise.all([countAwards(q, scope, filter, now), whole ? countCertifications(q, scope, { held: false, retired: false }) : null])
  return { ...figures, withoutHolders }
}

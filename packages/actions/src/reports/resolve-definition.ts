import type { Queryable } from '@recert/db/client'
import { type Resolved, resolveBranches, resolveCertifications, resolveGroups, resolvePeople } from '@recert/db/queries/selections'
import type { Scope } from '@recert/domain/access'
import { looksLikeUuid } from '@recert/domain/keys'
import type { ReportDefinition } from '@recert/domain/reports'

/**
 * A definition whose people, branches, groups and certifications may be named by username, path, name and code (R15.3), with ids alone. An id
 * stays whether or not there is such a thing, and a name that nobody has, or nobody within the scope, becomes the id of nothing: what was asked
 * for and is not there must not become a report of everything, and the answer does not tell what is there outside the scope.
 */
export async function resolveDefinition(q: Queryable, scope: Scope, asked: ReportDefinition): Promise<ReportDefinition> {
  const [personIds, branchIds, groupIds, certificationIds] = await Promise.all([
    idsOf(asked.personIds, (names) => resolvePeople(q, scope, names)),
    idsOf(asked.branchIds, (names) => resolveBranches(q, scope, names)),
    idsOf(asked.groupIds, (names) => resolveGroups(q, scope, names)),
    idsOf(asked.certificationIds, (names) => resolveCertifications(q, names)),
  ])
  return { ...asked, personIds, branchIds, groupIds, certificationIds, columns: [...new Set(asked.columns)] }
}

const NOTHING = '00000000-0000-0000-0000-000000000000'

async function idsOf(named: string[], resolve: (names: string[]) => Promise<Resolved>): Promise<string[]> {
  const names = named.filter((name) => !looksLikeUuid(name))
  const { ids, unknown } = names.length > 0 ? await resolve(names) : { ids: [], unknown: null }
  return [...new Set([...named.filter(looksLikeUuid).map((id) => id.toLowerCase()), ...ids, ...(unknown === null ? [] : [NOTHING])])]
}

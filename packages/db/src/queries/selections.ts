import type { Scope } from '@recert/domain/access'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { Queryable } from '../client.ts'
import type { Fragment } from './incoming-awards.ts'
import { branchInScope, groupInScope, inScope } from './people.ts'

/** People by themselves, by groups and by branches (with all below them, unless told otherwise): whoever is in any of them. Ids. */
export type Selection = { personIds: string[]; groupIds: string[]; branchIds: string[]; withDescendants?: boolean }

/**
 * The condition that person `p` is selected, and within the scope of whoever selects. Each kind of choice is a query of its own, and what was
 * not chosen is none: conditions joined by OR would look at everybody to find one.
 */
export const isSelected = (q: Queryable, scope: Scope, { personIds, groupIds, branchIds, withDescendants = true }: Selection): Fragment => {
  const { sql } = q
  const chosen = [
    ...(personIds.length > 0 ? [sql`select unnest(${personIds}::uuid[])`] : []),
    ...(branchIds.length > 0 ? [sql`select within.id from person within where ${withDescendants ? sql`within.branch_id in (select id from branch where path && ${branchIds}::uuid[])` : sql`within.branch_id = any (${branchIds}::uuid[])`}`] : []),
    ...(groupIds.length > 0 ? [sql`select person_id from group_member where group_id = any (${groupIds}::uuid[])`] : []),
  ]
  return chosen.length === 0 ? sql`false` : sql`p.id in (${chosen.reduce((all, one) => sql`${all} union all ${one}`)}) and ${inScope(q, scope)}`
}

/** How many people are selected. */
export async function countSelected(q: Queryable, scope: Scope, selection: Selection): Promise<number> {
  const [row] = await q.sql<{ count: number }[]>`select count(*)::int as count from person p where ${isSelected(q, scope, selection)}`
  return row?.count ?? 0
}

/** How many people are selected, and how many of those are deactivated. */
export async function countSelectedByState(q: Queryable, scope: Scope, selection: Selection): Promise<{ people: number; deactivated: number }> {
  const [row] = await q.sql<{ people: number; deactivated: number }[]>`
    select count(*)::int as people, count(*) filter (where not p.active)::int as deactivated from person p where ${isSelected(q, scope, selection)}`
  return row ?? { people: 0, deactivated: 0 }
}

/** The next people of a selection after one of them, in the order of their ids. */
export async function nextSelected(q: Queryable, scope: Scope, selection: Selection, after: string | null, limit: number): Promise<string[]> {
  const rows = await q.sql<{ id: string }[]>`
    select p.id from person p where ${isSelected(q, scope, selection)} ${after ? q.sql`and p.id > ${after}` : q.sql``} order by p.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** What was named, by id or by name, username or path, and what of it there is within a scope; `unknown`: the first that there is not. */
export type Resolved = { ids: string[]; unknown: string | null }

function resolvedOf(named: string[], found: { key: string; id: string }[], keyOf: (name: string) => string): Resolved {
  const byKey = new Map(found.flatMap(({ key, id }) => [[key, id], [id, id]] as const))
  const ids = named.map((name) => byKey.get(looksLikeUuid(name) ? name.toLowerCase() : keyOf(name)))
  const missing = ids.indexOf(undefined)
  return { ids: [...new Set(ids.filter((id) => id !== undefined))], unknown: missing < 0 ? null : (named[missing] ?? '') }
}

const split = (named: string[], keyOf: (name: string) => string): { ids: string[]; keys: string[] } => ({
  ids: named.filter(looksLikeUuid), keys: named.filter((name) => !looksLikeUuid(name)).map(keyOf),
})

export async function resolvePeople(q: Queryable, scope: Scope, named: string[]): Promise<Resolved> {
  const { ids, keys } = split(named, textKey)
  const rows = await q.sql<{ key: string; id: string }[]>`
    select p.username_key as key, p.id from person p
    where (p.username_key = any (${keys}::text[]) or p.id = any (${ids}::uuid[])) and ${inScope(q, scope)}`
  return resolvedOf(named, rows, textKey)
}

/** Groups of a scope: any for those who see everybody, else the chosen ones. */
export async function resolveGroups(q: Queryable, scope: Scope, named: string[]): Promise<Resolved> {
  const { ids, keys } = split(named, textKey)
  const rows = await q.sql<{ key: string; id: string }[]>`
    select g.name_key as key, g.id from "group" g
    where (g.name_key = any (${keys}::text[]) or g.id = any (${ids}::uuid[])) and ${groupInScope(q, scope, q.sql`g.id`)}`
  return resolvedOf(named, rows, textKey)
}

/** The form in which paths of branches are compared: each name's key, with slashes. */
const pathKey = (path: string): string => path.split('/').map(textKey).filter((name) => name !== '').join('/')

/** Branches by id or by their path of names from the top (`Italy/Milan`); of a scope: its branches and those below them. */
export async function resolveBranches(q: Queryable, scope: Scope, named: string[]): Promise<Resolved> {
  const { ids, keys } = split(named, pathKey)
  const rows = await q.sql<{ key: string; id: string }[]>`
    with named as (
      select b.id, b.path, (select string_agg(a.name_key, '/' order by array_position(b.path, a.id)) from branch a where a.id = any (b.path)) as key from branch b
    )
    select key, id from named
    where (key = any (${keys}::text[]) or id = any (${ids}::uuid[])) and ${branchInScope(q, scope, q.sql`path`)}`
  return resolvedOf(named, rows, pathKey)
}

/** Certifications that are not deleted, by id or code. */
export async function resolveCertifications(q: Queryable, named: string[]): Promise<Resolved> {
  const { ids, keys } = split(named, textKey)
  const rows = await q.sql<{ key: string | null; id: string }[]>`
    select code_key as key, id from certification where deleted_at is null and (code_key = any (${keys}::text[]) or id = any (${ids}::uuid[]))`
  return resolvedOf(named, rows.map(({ key, id }) => ({ key: key ?? id, id })), textKey)
}

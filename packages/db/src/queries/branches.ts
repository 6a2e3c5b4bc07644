import { textKey } from '@recert/domain/keys'
import { and, eq, isNull, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { branch, group } from '../schema/people.ts'

export type BranchListed = { id: string; parentId: string | null; name: string; path: string; peopleCount: number }
export type GroupListed = { id: string; name: string; peopleCount: number }

/** The whole tree, parents before children, each with its path of names and the people directly in it. */
export const listBranches = async ({ sql }: Queryable): Promise<BranchListed[]> => sql<BranchListed[]>`
  with recursive tree as (
    select id, parent_id, name, name as path, array[name_key] as sort_key from branch where parent_id is null
    union all
    select b.id, b.parent_id, b.name, tree.path || '/' || b.name, tree.sort_key || b.name_key from branch b join tree on b.parent_id = tree.id
  )
  select id, parent_id as "parentId", name, path, (select count(*)::int from person where branch_id = tree.id) as "peopleCount"
  from tree order by sort_key`

export const listGroups = async ({ sql }: Queryable): Promise<GroupListed[]> => sql<GroupListed[]>`
  select g.id, g.name, (select count(*)::int from group_member m where m.group_id = g.id) as "peopleCount" from "group" g order by g.name_key`

/** Adds a branch below a parent (null: at the top). The name is unique among its siblings. */
export async function insertBranch({ orm }: Tx, parentId: string | null, name: string): Promise<string> {
  const parent = parentId ? (await orm.select({ path: branch.path }).from(branch).where(eq(branch.id, parentId)))[0] : undefined
  const [made] = await orm.insert(branch).values({ parentId, name, nameKey: textKey(name), path: [] }).returning({ id: branch.id })
  if (!made) throw new Error('insert returned no row')
  await orm.update(branch).set({ path: [...(parent?.path ?? []), made.id] }).where(eq(branch.id, made.id))
  return made.id
}

export async function findBranch({ orm }: Queryable, parentId: string | null, name: string): Promise<string | null> {
  const [row] = await orm.select({ id: branch.id }).from(branch)
    .where(and(parentId ? eq(branch.parentId, parentId) : isNull(branch.parentId), eq(branch.nameKey, textKey(name))))
  return row?.id ?? null
}

export async function branchExists({ orm }: Queryable, id: string): Promise<boolean> {
  const rows = await orm.select({ one: raw`1` }).from(branch).where(eq(branch.id, id))
  return rows.length > 0
}

export async function insertGroup({ orm }: Tx, name: string): Promise<string> {
  const [made] = await orm.insert(group).values({ name, nameKey: textKey(name) }).returning({ id: group.id })
  if (!made) throw new Error('insert returned no row')
  return made.id
}

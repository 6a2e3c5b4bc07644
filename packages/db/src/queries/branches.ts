import type { Scope } from '@recert/domain/access'
import { textKey } from '@recert/domain/keys'
import { and, eq, isNull } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { branch } from '../schema/people.ts'
import { branchInScope } from './people.ts'

export type BranchListed = { id: string; parentId: string | null; name: string; path: string; peopleCount: number }
/**
 * The whole tree, parents before children, each with its path of names and how many people within the scope are directly in it. Whoever
 * looks after a part sees the branches of their scope and those below, whose parent may not be among them.
 */
export const listBranches = async (q: Queryable, scope: Scope): Promise<BranchListed[]> => q.sql<BranchListed[]>`
  with recursive tree as (
    select id, parent_id, name, name as path, path as ids, array[name_key] as sort_key from branch where parent_id is null
    union all
    select b.id, b.parent_id, b.name, tree.path || '/' || b.name, b.path, tree.sort_key || b.name_key from branch b join tree on b.parent_id = tree.id
  )
  select id, parent_id as "parentId", name, path, (select count(*)::int from person where branch_id = tree.id) as "peopleCount"
  from tree where ${branchInScope(q, scope, q.sql`ids`)} order by sort_key`

/** The tree as a whole, against two changes of it at once: those who only add wait for those who move and delete. */
export async function lockTree({ sql }: Tx, change: 'add' | 'move'): Promise<void> {
  await (change === 'move' ? sql`select pg_advisory_xact_lock(hashtext('recert branches'))` : sql`select pg_advisory_xact_lock_shared(hashtext('recert branches'))`)
}

/** Adds a branch below a parent (null: at the top). The name is unique among its siblings. Returns null when there is no such parent. */
export async function insertBranch({ sql }: Tx, parentId: string | null, name: string): Promise<string | null> {
  const [made] = await sql<{ id: string }[]>`
    insert into branch (id, parent_id, name, name_key, path)
    select fresh.id, parent.id, ${name}, ${textKey(name)}, coalesce(parent.path, '{}') || fresh.id
    from (select uuidv7() as id) fresh left join branch parent on parent.id = ${parentId}::uuid
    where ${parentId}::uuid is null or parent.id is not null
    returning id`
  return made?.id ?? null
}

export async function renameBranch({ orm }: Tx, id: string, name: string): Promise<boolean> {
  const rows = await orm.update(branch).set({ name, nameKey: textKey(name) }).where(eq(branch.id, id)).returning({ id: branch.id })
  return rows.length > 0
}

/** A branch's path of ids, from the top down to itself. */
export async function branchPathOf({ orm }: Queryable, id: string): Promise<string[] | null> {
  const [row] = await orm.select({ path: branch.path }).from(branch).where(eq(branch.id, id))
  return row?.path ?? null
}

/** Hangs a branch, with all below it, under another (null: to the top). The caller holds the tree and has seen that it is not below itself. */
export async function moveBranch({ sql }: Tx, id: string, parentId: string | null): Promise<void> {
  await sql`
    update branch b set parent_id = case when b.id = ${id} then ${parentId}::uuid else b.parent_id end,
      path = coalesce((select path from branch where id = ${parentId}), '{}') || b.path[cardinality(moved.path):]
    from branch moved where moved.id = ${id} and b.path @> array[${id}::uuid]`
}

/** What is directly in a branch, whose row is locked until the transaction ends: nobody can be put into it meanwhile. Null when there is no such branch. */
export async function lockBranch({ sql }: Tx, id: string): Promise<{ name: string; people: number; branches: number } | null> {
  await sql`select from branch where id = ${id} for update`
  const [row] = await sql<{ name: string; people: number; branches: number }[]>`
    select name, (select count(*)::int from person where branch_id = b.id) as people, (select count(*)::int from branch where parent_id = b.id) as branches
    from branch b where id = ${id}`
  return row ?? null
}

/** Deletes an empty branch and takes it out of every scope. */
export async function deleteBranch({ sql }: Tx, id: string, now: Date): Promise<void> {
  await sql`update api_key set scope_branch_ids = array_remove(scope_branch_ids, ${id}::uuid) where scope_branch_ids @> array[${id}::uuid]`
  await sql`update person set scope_branch_ids = array_remove(scope_branch_ids, ${id}::uuid), version = version + 1, updated_at = ${now} where scope_branch_ids @> array[${id}::uuid]`
  await sql`delete from branch where id = ${id}`
}

export async function findBranch({ orm }: Queryable, parentId: string | null, name: string): Promise<string | null> {
  const [row] = await orm.select({ id: branch.id }).from(branch)
    .where(and(parentId ? eq(branch.parentId, parentId) : isNull(branch.parentId), eq(branch.nameKey, textKey(name))))
  return row?.id ?? null
}

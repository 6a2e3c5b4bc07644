import type { Tx } from '@recert/db/client'
import { insertGroup } from '@recert/db/queries/groups'
import type { RowRange, Staged } from '@recert/db/queries/import-rows'
import { missingPlaces } from '@recert/db/queries/import-people-rows'
import { branchOfNames } from '../branches/create-branch.ts'

/** Makes the branches and groups that the rows of a range name and that there are not yet: they are few, and each is made once for the whole file. */
export async function makePlaces(tx: Tx, staged: Staged, range: RowRange): Promise<void> {
  const { branches, groups } = await missingPlaces(tx, staged, range)
  for (const names of branches) await branchOfNames(tx, names)
  for (const name of groups) await insertGroup(tx, name)
}

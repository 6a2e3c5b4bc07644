import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { findStatements, insertStatements, linkStatements, resolveStatements } from '@recert/db/queries/statements'
import type { Scope } from '@recert/domain/access'
import { parseApiInstant } from '@recert/domain/dates'
import { DomainError } from '@recert/domain/errors'
import { codeOfActivity, readStatement, type Statement, type StatementRead } from '@recert/domain/statements'
import type { Ctx } from '../context.ts'
import { recordCompletions } from './record-completions.ts'

/** A statement as it came, and what is read of it. */
export type StatementIn = Statement & Record<string, unknown>

/**
 * Takes xAPI statements, all or none, as completions. One whose id is stored already changes nothing if it says the same.
 * Returns the ids in their order. Throws STATEMENT_INVALID, STATEMENT_CONFLICT.
 */
export async function takeStatements(ctx: Ctx, scope: Scope, statements: readonly StatementIn[]): Promise<string[]> {
  const { tx, now } = ctx
  const read = statements.map((statement, index) => readOrThrow(statement, index))
  const ids = statements.map(({ id }) => id?.toLowerCase() ?? randomUUID())
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index)
  if (twice >= 0) throw invalid(twice, `its id ${ids[twice]} stands in the request before`)

  const news = new Set(await insertStatements(tx, statements.map((statement, index) => ({ id: ids[index] ?? '', statement })), now))
  await checkKnown(ctx, statements, ids.filter((id) => !news.has(id)), ids)

  const found = await resolveStatements(tx, scope, read.map((each) => ({ ...each, code: codeOfActivity(each.activityId) })))
  const told = read.flatMap(({ username, email, activityId, completedAt }, index) => {
    const id = ids[index] ?? ''
    if (!news.has(id)) return []
    const { personId, itemId } = found[index] ?? {}
    if (!personId) throw invalid(index, `nobody here is “${username ?? email}”, or more than one`)
    if (!itemId) throw invalid(index, `there is no course for the activity “${activityId}”`)
    return [{ id, personId, itemId, completedAt: completedAt ?? now }]
  })
  await recordCompletions(ctx, told, 'xapi')
  await linkStatements(tx, told)
  return ids
}

function readOrThrow(statement: StatementIn, index: number): StatementRead & { completedAt: Date | null } {
  const read = readStatement(statement)
  if ('refused' in read) throw invalid(index, read.refused)
  if (read.timestamp === null) return { ...read, completedAt: null }
  const parsed = parseApiInstant(read.timestamp)
  if (!parsed.ok) throw invalid(index, `its timestamp “${read.timestamp}” is not an instant such as 2026-03-31T09:30:00Z`)
  return { ...read, completedAt: parsed.instant }
}

/** The same id must say the same. */
async function checkKnown({ tx }: Ctx, statements: readonly StatementIn[], known: string[], ids: string[]): Promise<void> {
  if (known.length === 0) return
  for (const { id, statement } of await findStatements(tx, known)) {
    // What a database's JSON does not keep (the order of keys, undefined) does not count.
    if (!isDeepStrictEqual(statement, JSON.parse(JSON.stringify(statements[ids.indexOf(id)])))) throw new DomainError('STATEMENT_CONFLICT', { id })
  }
}

const invalid = (index: number, detail: string): DomainError => new DomainError('STATEMENT_INVALID', { position: index + 1, detail })

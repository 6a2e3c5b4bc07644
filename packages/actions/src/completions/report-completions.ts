import { findCompletionId, listCompletions, type CompletionListed, resolveReports } from '@recert/db/queries/completions'
import type { CompletionSource } from '@recert/db/schema/completions'
import type { Scope } from '@recert/domain/access'
import { DomainError, type ErrorCode, type Values } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import type { Language } from '@recert/domain/people'
import type { ItemKind } from '@recert/domain/training'
import type { Ctx } from '../context.ts'
import { recordCompletions } from './record-completions.ts'

/** A completion as a request names it; `username` and `itemCode` may be ids. */
export type CompletionReport = { username: string; kind: ItemKind; itemCode: string; completedAt: Date }

export const REPORTS_MOST = 10_000

/** One completion. The same one again answers what it led to the first time, with `known`. Throws PERSON_NOT_FOUND, ITEM_NOT_FOUND. */
export async function reportCompletion(ctx: Ctx, scope: Scope, report: CompletionReport, source: CompletionSource): Promise<CompletionListed & { known: boolean }> {
  const [found] = await resolveReports(ctx.tx, scope, [report])
  const refusal = refusalOf(report, found)
  if (refusal) throw new DomainError(refusal.code, refusal.values)
  const reported = { personId: found?.personId ?? '', itemId: found?.itemId ?? '', completedAt: report.completedAt }
  const made = await recordCompletions(ctx, [reported], source)
  const id = made.find(({ itemId }) => itemId === reported.itemId)?.id ?? (await findCompletionId(ctx.tx, reported)) ?? ''
  const [listed] = (await listCompletions(ctx.tx, scope, { completion: id, limit: 1 })).items
  if (!listed) throw new Error('the completion is not there')
  return { ...listed, known: made.length === 0 }
}

export type ReportResult = { index: number; status: 'recorded' | 'known' } | { index: number; status: 'rejected'; code: ErrorCode; message: string }

/** Up to REPORTS_MOST completions at once; one that names nobody or nothing is rejected by itself. Throws COMPLETIONS_TOO_MANY. */
export async function reportCompletions(ctx: Ctx, scope: Scope, reports: readonly CompletionReport[], source: CompletionSource, language: Language): Promise<ReportResult[]> {
  if (reports.length > REPORTS_MOST) throw new DomainError('COMPLETIONS_TOO_MANY', { most: REPORTS_MOST })
  const found = await resolveReports(ctx.tx, scope, reports)
  const refusals = reports.map((report, index) => refusalOf(report, found[index]))
  const good = reports.flatMap(({ completedAt }, index) => {
    const { personId, itemId } = found[index] ?? {}
    return personId && itemId ? [{ personId, itemId, completedAt }] : []
  })
  const made = await recordCompletions(ctx, good, source)
  const fresh = new Set(made.map(keyOf))
  return reports.map(({ completedAt }, index) => {
    const refusal = refusals[index]
    if (refusal) return { index, status: 'rejected', code: refusal.code, message: sentence(refusal.code, refusal.values, language) }
    // Of the same completion twice in one request, the first is the news.
    const { personId, itemId } = found[index] ?? {}
    return { index, status: fresh.delete(keyOf({ personId, itemId, completedAt })) ? 'recorded' : 'known' }
  })
}

const keyOf = ({ personId, itemId, completedAt }: { personId?: string | null | undefined; itemId?: string | null | undefined; completedAt: Date }): string => `${personId} ${itemId} ${completedAt.getTime()}`

/** Why a report names nobody or nothing, or null. */
export function refusalOf({ username, itemCode }: CompletionReport, found: { personId: string | null; itemId: string | null } | undefined): { code: ErrorCode; values: Values } | null {
  if (!found?.personId) return { code: 'PERSON_NOT_FOUND', values: { person: username } }
  if (!found.itemId) return { code: 'ITEM_NOT_FOUND', values: { code: itemCode } }
  return null
}

import { countChange, insertChange, lockChange } from '@recert/db/queries/award-changes'
import { awardByHand, type HandTerms, previewByHand } from '@recert/db/queries/award-by-hand'
import { shareCertification } from '@recert/db/queries/certifications'
import { lockPeople } from '@recert/db/queries/completions'
import { findExternalActivity } from '@recert/db/queries/external-activities'
import { prepareForRows } from '@recert/db/queries/import-rows'
import type { IncomingResult } from '@recert/db/queries/incoming-awards'
import { countSelected, nextSelected, type Selection } from '@recert/db/queries/selections'
import type { Scope } from '@recert/domain/access'
import { type Association, expiresAfterIssue } from '@recert/domain/awards'
import { addValidity } from '@recert/domain/dates'
import { DomainError } from '@recert/domain/errors'
import type { PgBoss } from 'pg-boss'
import { AT_ONCE_MOST, startBulk } from '../bulk/start-bulk.ts'
import type { Ctx } from '../context.ts'
import { itemIdOrThrow } from '../items/items-or-throw.ts'
import { resolveSelection, type SelectionInput } from '../selections/resolve-selection.ts'

/** What is awarded and as which change, as JSON keeps it. */
export type AwardParams = { selection: Selection; terms: HandTerms; changeId: string }

export type AwardInput = SelectionInput & {
  certificationCode: string; issuedAt: Date
  /** Neither of the two: issue + validity. */
  expiresAt?: Date | null | undefined; alwaysValid?: boolean | undefined
  association: Association
  /** Of association course or learning_plan: through which item. */
  itemCode?: string | undefined
  /** Of association external_training: which activity. */
  externalActivityId?: string | undefined
  onHeld: 'replace' | 'skip'
}

export type AwardCounts = { new: number; replaced: number; unchanged: number; skipped: number; refused: number }
/** Done at once, or a job that does it. `changeId`: the change that can be taken back. */
export type Awarded = { changeId: string } & ({ counts: AwardCounts; awardIds: string[]; jobId: null } | { counts: null; awardIds: null; jobId: string })

/**
 * R6.2: awards a certification to everybody of a selection; up to AT_ONCE_MOST people at once, more as a job.
 * Throws CERTIFICATION_NOT_FOUND, CERTIFICATION_RETIRED, EXPIRY_NOT_AFTER_ISSUE, EXPIRY_AND_ALWAYS_VALID, EXPIRY_TOO_FAR, ITEM_NOT_FOUND,
 * EXTERNAL_NOT_FOUND, EXTERNAL_OF_ANOTHER, SELECTION_EMPTY, SELECTION_UNKNOWN.
 */
export async function awardPeople(ctx: Ctx, boss: PgBoss, scope: Scope, input: AwardInput): Promise<Awarded> {
  const { selection, terms } = await termsOf(ctx, scope, input)
  const total = await countSelected(ctx.tx, scope, selection)
  const changeId = await insertChange(ctx.tx, 'awarded', ctx, { certificationId: terms.certificationId })
  const params = { selection, terms, changeId }
  if (total > AT_ONCE_MOST) return { changeId, counts: null, awardIds: null, jobId: await startBulk(ctx, boss, 'awardPeople', { params, scope, total }) }
  const results = await awardNow(ctx, params, await nextSelected(ctx.tx, scope, selection, null, AT_ONCE_MOST), null)
  return { changeId, counts: countsOf(results), awardIds: results.flatMap(({ awardId }) => awardId ?? []), jobId: null }
}

export type AwardPreview = { total: number; counts: AwardCounts; examples: { username: string; verdict: IncomingResult['verdict']; reason: IncomingResult['reason'] }[] }

/** R6.2: what awarding would do, without doing it: counts of all, and the first of each kind by name. Throws as awardPeople does. */
export async function previewAwardPeople(ctx: Ctx, scope: Scope, input: AwardInput): Promise<AwardPreview> {
  const { selection, terms } = await termsOf(ctx, scope, input)
  const { verdicts, examples } = await previewByHand(ctx.tx, scope, selection, terms)
  const count = (...wanted: IncomingResult['verdict'][]): number => wanted.reduce((sum, verdict) => sum + (verdicts[verdict] ?? 0), 0)
  return { total: Object.values(verdicts).reduce((sum, each) => sum + each, 0), counts: countsBy(count), examples }
}

async function termsOf({ tx }: Ctx, scope: Scope, input: AwardInput): Promise<{ selection: Selection; terms: HandTerms }> {
  const { certificationCode, issuedAt, association } = input
  const selection = await resolveSelection(tx, scope, input)
  const certification = await shareCertification(tx, certificationCode)
  if (!certification) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: certificationCode })
  if (certification.retiredAt) throw new DomainError('CERTIFICATION_RETIRED')
  if (input.alwaysValid && input.expiresAt) throw new DomainError('EXPIRY_AND_ALWAYS_VALID')
  const suggested = (): Date | null => addValidity(issuedAt, certification.validity)
  const expiresAt = input.alwaysValid ? null : (input.expiresAt ?? suggested())
  if (!expiresAfterIssue({ issuedAt, expiresAt })) throw new DomainError('EXPIRY_NOT_AFTER_ISSUE')
  const ofItem = association === 'course' || association === 'learning_plan'
  const terms = {
    certificationId: certification.id, issuedAt: issuedAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null, association,
    itemId: ofItem && input.itemCode !== undefined ? await itemIdOrThrow(tx, association, input.itemCode) : null,
    externalActivityId: association === 'external_training' && input.externalActivityId !== undefined ? await activityOf(tx, scope, selection, input.externalActivityId) : null,
    replace: input.onHeld === 'replace',
  }
  return { selection, terms }
}

/** A training activity belongs to one person, so it awards that person alone. */
async function activityOf(tx: Ctx['tx'], scope: Scope, { personIds, groupIds, branchIds }: Selection, id: string): Promise<string> {
  const activity = await findExternalActivity(tx, scope, id)
  if (!activity) throw new DomainError('EXTERNAL_NOT_FOUND')
  if (activity.state !== 'approved') throw new DomainError('EXTERNAL_STATE', { state: activity.state })
  const alone = personIds.length === 1 && groupIds.length === 0 && branchIds.length === 0
  if (!alone || personIds[0] !== activity.personId) throw new DomainError('EXTERNAL_OF_ANOTHER')
  return activity.id
}

/** For the background: awards these people, and counts; nobody, once the change has been taken back. */
export async function awardChunk(ctx: Ctx & { jobId: string }, params: AwardParams, personIds: string[]): Promise<AwardCounts> {
  const change = await lockChange(ctx.tx, params.changeId)
  return countsOf(change?.undoneAt ? [] : await awardNow(ctx, params, personIds, ctx.jobId))
}

const ROUNDS_MOST = 20

async function awardNow({ tx, now, actor }: Ctx, { terms, changeId }: AwardParams, personIds: string[], jobId: string | null): Promise<IncomingResult[]> {
  await prepareForRows(tx)
  await lockPeople(tx, personIds)
  const settled: IncomingResult[] = []
  let pending = personIds
  for (let round = 0; round < ROUNDS_MOST && pending.length > 0; round++) {
    const results = await awardByHand(tx, terms, pending, { now, actor, jobId, changeId })
    settled.push(...results.filter(({ lost }) => !lost))
    pending = results.filter(({ lost }) => lost).map(({ personId }) => personId)
  }
  if (pending.length > 0) throw new Error('the same awards kept changing while people were awarded')
  await countChange(tx, changeId, settled.filter(({ awardId }) => awardId !== null).length)
  return settled
}

function countsOf(results: readonly IncomingResult[]): AwardCounts {
  return countsBy((...verdicts) => results.filter(({ verdict }) => verdicts.includes(verdict)).length)
}

const countsBy = (count: (...verdicts: IncomingResult['verdict'][]) => number): AwardCounts =>
  ({ new: count('issue'), replaced: count('replace', 'renew'), unchanged: count('unchanged'), skipped: count('keep'), refused: count('refuse') })

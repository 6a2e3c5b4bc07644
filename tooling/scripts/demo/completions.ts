import type { completion, completionOutcome, CompletionSource } from '@recert/db/schema/completions'
import type { DatedLink } from './dates.ts'
import { found, grouped } from './found.ts'
import type { AwardRow, EventRow } from './history.ts'
import { type Random, uuidAt } from './random.ts'

/** That somebody completed an item; `receivedAt`: when Recert heard of it. */
export type Done = { personId: string; itemId: string; at: Date; receivedAt: Date; source: CompletionSource }

type CompletionRow = typeof completion.$inferInsert & { id: string }
type OutcomeRow = typeof completionOutcome.$inferInsert

/** What decides on what a completion leads to. */
export type Facts = { awards: readonly AwardRow[]; events: readonly EventRow[]; links: readonly DatedLink[]; adminId: string }

/** Completions with what they led to. Throws where one would have awarded what the demo's awards do not show. */
export function completionRows(dones: readonly Done[], { awards, events, links, adminId }: Facts, random: Random): { completions: CompletionRow[]; outcomes: OutcomeRow[] } {
  const recorded = new Map(events.filter(({ kind }) => kind === 'issued').map(({ awardId, at }) => [awardId, at]))
  const cycles = grouped(awards, ({ personId }) => personId)
  const linked = grouped(links, ({ itemId }) => itemId)
  const endedBy = new Map(awards.map(({ id, endedBy: how }) => [id, how]))

  const outcomeOf = ({ personId, itemId, at, receivedAt }: Done, { certificationId, linkedAt }: DatedLink): Pick<OutcomeRow, 'outcome' | 'reason' | 'awardId'> => {
    const own = (cycles.get(personId) ?? []).filter((award) => award.certificationId === certificationId)
    const earned = own.find((award) => award.itemId === itemId && award.issuedAt.getTime() === at.getTime())
    if (earned) return { outcome: earned.previousId && endedBy.get(earned.previousId) === 'renewal' ? 'renewed' : 'awarded', reason: null, awardId: earned.id }
    if (at < linkedAt) return { outcome: 'kept', reason: 'COMPLETED_BEFORE_LINK', awardId: null }
    const isHeld = own.some(({ id, endedAt }) => found(recorded, id) <= receivedAt && (!endedAt || receivedAt < endedAt))
    if (!isHeld) throw new Error(`In the demo, ${personId} would have earned ${certificationId} by ${itemId} at ${at.toISOString()}.`)
    return { outcome: 'kept', reason: 'RENEWAL_NOT_STARTED', awardId: null }
  }

  const rows = dones.map((done): { row: CompletionRow; outcomes: OutcomeRow[] } => {
    const { personId, itemId, at, receivedAt, source } = done
    const id = uuidAt(receivedAt, random)
    const open = (linked.get(itemId) ?? []).filter(({ linkedAt, unlinkedAt }) => linkedAt <= receivedAt && (unlinkedAt === null || receivedAt < unlinkedAt))
    return {
      row: { id, personId, itemId, completedAt: at, receivedAt, source, ...reporterOf(source, personId, adminId) },
      outcomes: open.map((link) => ({ completionId: id, certificationId: link.certificationId, ...outcomeOf(done, link), at: receivedAt })),
    }
  })
  return { completions: rows.map(({ row }) => row), outcomes: rows.flatMap(({ outcomes }) => outcomes) }
}

/** Who said so. What came from another system before Recert has nobody's name. */
function reporterOf(source: CompletionSource, personId: string, adminId: string): Pick<CompletionRow, 'reportedByKind' | 'reportedBy'> {
  if (source === 'api') return { reportedByKind: 'system', reportedBy: null }
  return { reportedByKind: 'person', reportedBy: source === 'admin' ? adminId : personId }
}

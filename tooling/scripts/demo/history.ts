import type { award, awardEvent } from '@recert/db/schema/awards'
import type { AwardEventKind } from '@recert/domain/audit'

export type AwardRow = typeof award.$inferInsert & { id: string }
export type EventRow = typeof awardEvent.$inferInsert

/** Something that happened to a cycle, and what it changed. */
export type Step = { at: Date; kind: AwardEventKind; change: Partial<AwardRow> }

/**
 * A cycle and its events: the row is what its steps made of it, so the events cannot tell anything else.
 * Each change counts as a version, except that an expiry changes nothing that people can edit.
 */
export function playSteps(issued: AwardRow, recordedAt: Date, steps: readonly Step[]): { row: AwardRow; events: EventRow[] } {
  let row = issued
  const events = [eventOf(row, recordedAt, 'issued')]
  for (const { at, kind, change } of steps.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    row = { ...row, ...change, version: (row.version ?? 1) + (kind === 'expired' ? 0 : 1) }
    events.push(eventOf(row, at, kind))
  }
  return { row, events }
}

const eventOf = (row: AwardRow, at: Date, kind: AwardEventKind): EventRow => ({
  at, kind, awardId: row.id, certificationId: row.certificationId, personId: row.personId, actorKind: 'system', actorId: null,
  issuedAt: row.issuedAt, expiresAt: row.expiresAt, association: row.association, itemId: row.itemId, externalActivityId: row.externalActivityId,
  endedAt: row.endedAt, endedBy: row.endedBy, removedAt: row.removedAt,
})

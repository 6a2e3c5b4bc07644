import type { AwardEventListed } from '@recert/db/queries/awards'
import { z } from 'zod'
import { association, instantOut, itemKind, standing } from './shapes.ts'

/** R15.4: an award cycle in an answer. */
export const awardOut = z.object({
  id: z.string(), personId: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(),
  certificationId: z.string(), certificationCode: z.string().nullable(), certificationName: z.string(), certificationDescription: z.string(),
  issuedAt: instantOut, expiresAt: instantOut.nullable(), alwaysValid: z.boolean(), association,
  itemKind: itemKind.nullable(), itemCode: z.string().nullable(), itemName: z.string().nullable(), externalActivityId: z.string().nullable(),
  standing, daysToRenew: z.int().nullable(), archivedAt: instantOut.nullable(), archiveKind: z.enum(['early', 'late']).nullable(), version: z.int(),
})

/** A renewal in an answer. */
export const renewalOut = z.object({
  id: z.string(), awardId: z.string(), kind: itemKind, itemId: z.string(), itemCode: z.string(), itemName: z.string(), startedAt: instantOut, startedBy: z.string().nullable(),
  endedAt: instantOut.nullable(), endedKind: z.enum(['completed', 'cancelled', 'award_removed', 'award_replaced', 'made_always_valid', 'item_unlinked', 'certification_retired']).nullable(),
})

const state = z.object({
  issuedAt: instantOut, expiresAt: instantOut.nullable(), association, endedAt: instantOut.nullable(), endedBy: z.string().nullable(), removedAt: instantOut.nullable(),
})
/** An event of an award in an answer. */
export const eventOut = z.object({
  id: z.int(), at: instantOut, kind: z.string(), actor: z.string().nullable(), jobId: z.string().nullable(), record: z.int().nullable(),
  /** The file that was imported by this event, or, where the kind is `restored`, whose import was undone. */
  fileName: z.string().nullable(),
  /** The change that it belongs to, which can be taken back with all the awards that it touched. */
  changeId: z.string().nullable(), changeCount: z.int().nullable(), changeUndone: z.boolean(),
  before: state.nullable(), after: state,
})

/** The events of one award, oldest first: the state before each is the one after the event before. */
export function shownEvents(events: readonly AwardEventListed[]): z.input<typeof eventOut>[] {
  return events.map(({ id, at, kind, actorName, jobId, record, fileName, changeId, changeCount, changeUndone, ...after }, index) => ({
    id, at, kind, actor: actorName, jobId, record, fileName, changeId, changeCount, changeUndone, after, before: events[index - 1] ?? null,
  }))
}

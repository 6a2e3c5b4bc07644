import type { ImportRow } from '@recert/db/queries/imports'
import type { AwardNews, NewMessage } from '@recert/db/queries/webhook-news'
import { shownAward } from '../awards/shown-award.ts'

/** R14.4: what endpoints are told. The data has the names and shapes of the REST API. */

/** An event of an award: the fields of `GET /awards`, as the award was after it, and the event's id. Standing and days are those of when it is told. */
export const awardMessage = ({ eventId, event, at, award }: AwardNews, by: { now: Date; expiringDays: number }): NewMessage => ({
  event, cause: String(eventId), eventId, happenedAt: at, data: { eventId, ...shownAward(award, by) },
})

/** The end of an import: of the fields of `GET /imports/{id}` what it came to. */
export const importFinished = ({ id, kind, fileName, ...row }: ImportRow, finishedAt: Date): NewMessage => ({
  event: 'import.finished', cause: id, eventId: null, happenedAt: finishedAt,
  data: {
    id, kind, fileName, state: 'finished', finishedAt,
    counts: { total: row.total, new: row.newCount, replaced: row.replacedCount, unchanged: row.unchangedCount, rejected: row.rejectedCount, skipped: row.skippedCount },
  },
})

/** What is sent, and signed: the body of standard-webhooks. */
export const bodyOf = ({ type, timestamp, data }: { type: string; timestamp: Date; data: object }): string => JSON.stringify({ type, timestamp, data })

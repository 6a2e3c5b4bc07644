import { sql } from 'drizzle-orm'
import { type AnyPgColumn, bigint, check, customType, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { AwardEventKind } from '@recert/domain/audit'
import type { Association } from '@recert/domain/awards'
import { certification } from './certifications.ts'
import { id, instant } from './columns.ts'
import { person } from './people.ts'
import { item } from './training.ts'

/** How a cycle ended: what took its place, or that it was removed. Early or late is derived from the successor's issue instant. */
export type EndedBy = 'renewal' | 'hand' | 'import' | 'external' | 'completion' | 'removed'

/** Dates are also indexed by the span of so many seconds, from 1970 on, in which they lie: 60 days make few spans of a range, and few rows of a span. */
export const SPAN_SECONDS = 60 * 86_400
/** The span of what never expires. */
export const NEVER_SPAN = 2_147_483_647
const spanOf = (column: string): string => `floor(extract(epoch from ${column} at time zone 'UTC') / ${SPAN_SECONDS})::int`
/** As two indexes hold them; a condition must be written on the very same expression to be found there. */
export const ISSUE_SPAN = `(${spanOf('issued_at')})`
export const EXPIRY_SPAN = `(coalesce(${spanOf('expires_at')}, ${NEVER_SPAN}))`

/** What never expires comes last. */
const EXPIRY = (t: { expiresAt: AnyPgColumn }) => sql`coalesce(${t.expiresAt}, 'infinity'::timestamptz)`
const ENDED = (t: { endedAt: AnyPgColumn; removedAt: AnyPgColumn }) => sql`${t.endedAt} is not null and ${t.removedAt} is null`

/**
 * One row per cycle of one person holding one certification. The standing is nowhere stored: it follows from the dates.
 * `removed_at` hides a cycle (with the batch that a later restore names); rows are never deleted while their certification exists.
 */
export const award = pgTable('award', {
  id: id(),
  certificationId: uuid().notNull().references(() => certification.id),
  personId: uuid().notNull().references(() => person.id),
  issuedAt: instant().notNull(),
  expiresAt: instant(),
  association: text().$type<Association>().notNull(),
  itemId: uuid().references(() => item.id),
  externalActivityId: uuid(),
  previousId: uuid(),
  endedAt: instant(),
  endedBy: text().$type<EndedBy>(),
  /** The expiry instant for which the expiry has been marked, once per cycle and expiry. */
  expiredMarkedFor: instant(),
  removedAt: instant(),
  /** The change that removed it. */
  removedBatchId: uuid(),
  version: integer().notNull().default(1),
}, (t) => [
  uniqueIndex('award_current_unique').on(t.certificationId, t.personId).where(sql`${t.endedAt} is null`),
  // Its migration includes `ended_at` and `expires_at`, so that whoever counts what everybody holds reads this alone. As columns to search by, behind
  // the certification, they would make the planner think of a search for each certification, and find another index cheaper.
  index('award_person').on(t.personId, t.certificationId),
  // Earlier cycles lie apart: there are more of them each year, and whoever looks at the current ones would walk past them all.
  index('award_current_issued').on(t.issuedAt, t.id).where(sql`${t.endedAt} is null`),
  index('award_current_expires').on(EXPIRY(t), t.id).where(sql`${t.endedAt} is null`),
  index('award_ended_issued').on(t.issuedAt, t.id, EXPIRY(t)).where(ENDED(t)),
  index('award_ended_expires').on(EXPIRY(t), t.id).where(ENDED(t)),
  index('award_association_issued').on(t.association, t.issuedAt, t.id).where(sql`${t.endedAt} is null`),
  index('award_association_expires').on(t.association, EXPIRY(t), t.id).where(sql`${t.endedAt} is null`),
  // A range of one date, sorted by the other: see award-list.ts. The date itself comes last, so that what is out of the range is left out unread.
  index('award_expiry_span').on(sql.raw(EXPIRY_SPAN), t.issuedAt, t.id, EXPIRY(t)).where(sql`${t.endedAt} is null`),
  index('award_issue_span').on(sql.raw(ISSUE_SPAN), EXPIRY(t), t.id, t.issuedAt).where(sql`${t.endedAt} is null`),
  index('award_certification_issued').on(t.certificationId, t.issuedAt, t.id).where(sql`${t.removedAt} is null`),
  index('award_certification_expires').on(t.certificationId, EXPIRY(t), t.id).where(sql`${t.removedAt} is null`),
  index('award_due').on(t.expiresAt, t.id).where(sql`${t.endedAt} is null and ${t.expiredMarkedFor} is distinct from ${t.expiresAt}`),
  index('award_item').on(t.itemId).where(sql`${t.itemId} is not null`),
  index('award_previous').on(t.previousId).where(sql`${t.previousId} is not null`),
  check('award_expiry_after_issue', sql`${t.expiresAt} > ${t.issuedAt}`),
  check('award_ended', sql`(${t.endedAt} is null) = (${t.endedBy} is null)`),
  check('award_removed_is_ended', sql`${t.removedAt} is null or ${t.endedAt} is not null`),
  check('award_association', sql`${t.association} in ('manual', 'course', 'learning_plan', 'external_training')`),
])

/**
 * How many people hold each certification now: the sum of its rows. A trigger on `award` adds a row for what each statement changed, so that no
 * two wait for each other; every minute they are added up to one. Counting a million awards at each list would be most of the API's work.
 */
export const awardedCount = pgTable('awarded_count', {
  certificationId: uuid().notNull().references(() => certification.id, { onDelete: 'cascade' }),
  change: integer().notNull(),
}, (t) => [index('awarded_count_certification').on(t.certificationId, t.change)])

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

/**
 * Append-only: the application's role may insert and read, nothing else. Each event carries the award's whole state after it;
 * the state before is the event before. No foreign keys: events outlive what they speak of, and keep ids and dates, no names.
 */
export const awardEvent = pgTable('award_event', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** The writing transaction: lets a later reader see where late commits belong. */
  xid: xid8().notNull().default(sql`pg_current_xact_id()`),
  at: instant().notNull(),
  kind: text().$type<AwardEventKind>().notNull(),
  awardId: uuid().notNull(),
  certificationId: uuid().notNull(),
  personId: uuid().notNull(),
  actorKind: text().$type<'person' | 'api_key' | 'system'>().notNull(),
  actorId: uuid(),
  jobId: uuid(),
  /** The change that it belongs to, which can be taken back as a whole. */
  changeId: uuid(),
  /** The row of the imported file that caused it. */
  record: integer(),
  issuedAt: instant().notNull(),
  expiresAt: instant(),
  association: text().$type<Association>().notNull(),
  itemId: uuid(),
  externalActivityId: uuid(),
  endedAt: instant(),
  endedBy: text().$type<EndedBy>(),
  removedAt: instant(),
}, (t) => [
  index('award_event_award').on(t.awardId, t.id),
  index('award_event_job').on(t.jobId, t.record).where(sql`${t.jobId} is not null`),
  index('award_event_change').on(t.changeId).where(sql`${t.changeId} is not null`),
  // For the audit log. Events come about in the order of their times: a few blocks hold an hour, and naming them costs writers nothing.
  index('award_event_person').on(t.personId, t.id),
  index('award_event_certification').on(t.certificationId, t.id),
  index('award_event_actor').on(t.actorId, t.id).where(sql`${t.actorId} is not null`),
  index('award_event_at').using('brin', t.at),
])

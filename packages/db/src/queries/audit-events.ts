import type { Actor, Scope } from '@recert/domain/access'
import type { AuditColumn, AuditFilter, AwardEventKind } from '@recert/domain/audit'
import type { Association } from '@recert/domain/awards'
import { looksLikeUuid } from '@recert/domain/keys'
import type { ItemKind } from '@recert/domain/training'
import type { Queryable } from '../client.ts'
import type { EndedBy } from '../schema/awards.ts'
import type { Fragment } from './incoming-awards.ts'
import { fewPeople, idOf } from './notification-log.ts'
import { decodeNumberCursor, encodeNumberCursor, type Page } from './page.ts'
import { inScope } from './people.ts'

type Item = { kind: ItemKind; code: string; name: string }
/** An award at an instant. */
export type AwardState = { issuedAt: Date; expiresAt: Date | null; association: Association; item: Item | null; endedAt: Date | null; endedBy: EndedBy | null; removedAt: Date | null }

/**
 * An event with what it changed. Events outlive what they speak of: names are null where people, certifications or keys are gone. `awardOpens`:
 * whether its award has a page.
 */
export type AuditEvent = {
  id: number; at: Date; kind: AwardEventKind
  personId: string; username: string | null; firstName: string | null; lastName: string | null
  certificationId: string; certificationCode: string | null; certificationName: string | null; certificationDeleted: boolean
  awardId: string; awardOpens: boolean
  actorKind: Actor['kind']; actorId: string | null; actorName: string | null
  changeId: string | null; jobId: string | null; importId: string | null; fileName: string | null; record: number | null
  before: AwardState | null; after: AwardState
}

/** FROM … WHERE …, each column's expression, and the order: the last event first. All of its fragments are in one object, so that none is run by itself. */
export type AuditParts = { from: Fragment; column: (name: AuditColumn) => Fragment; order: Fragment }

/** The events of a filter, of the people of a scope. */
export function auditParts(q: Queryable, filter: AuditFilter, scope: Scope): AuditParts {
  const { sql } = q
  return { from: sql`${eventTables(q, sql`award_event`)} where ${eventsFit(q, filter)} and ${peopleFit(q, scope)}`, column: (name) => sql.unsafe(COLUMNS[name]) as unknown as Fragment, order: sql`e.id desc` }
}

/** So many events are passed on the way to one page; with them it ends, though it be short, and its cursor goes on from there. */
const LOOKED_MOST = 1_000_000
/** They are passed in spans of their ids, each larger than the one before: whatever the planner makes of a rare filter, a span bounds it. */
const SPANS = [20_000, 80_000, 300_000]

/**
 * R14.2: the audit log, the last event first. A filter that no index serves, or two that are common each and rare together, is looked for from the
 * end; a page costs the same however few fit and however many there are.
 */
export async function listAuditEvents(q: Queryable, scope: Scope, { cursor, limit, lookedMost = LOOKED_MOST, ...filter }: AuditFilter & { cursor?: string | undefined; limit: number; lookedMost?: number | undefined }): Promise<Page<AuditEvent>> {
  const people = filter.person || filter.awardId ? null : await fewPeople(q, scope)
  const fit = q.sql`${eventsFit(q, filter)} and ${people ? q.sql`e.person_id = any (${people}::uuid[])` : peopleFit(q, scope)}`
  if (people?.length === 0) return { items: [], nextCursor: null }
  const bounds = await boundsOf(q, filter)
  const below = Math.min(bounds.below, cursor ? decodeNumberCursor(cursor) : bounds.below)
  // A person's and an award's events are few, and lie in the order of an index.
  const whole = Boolean(filter.person ?? filter.awardId)
  const least = whole ? bounds.first : Math.max(bounds.first, below - lookedMost)
  const items: AuditEvent[] = []
  let at = below
  for (let turn = 0; at > least && items.length <= limit; turn++) {
    const from = whole ? least : Math.max(least, at - (SPANS[turn] ?? lookedMost))
    items.push(...(await eventsWithin(q, fit, { from, below: at }, limit + 1 - items.length)))
    at = from
  }
  const shown = items.slice(0, limit)
  const last = shown.at(-1)
  if (items.length > limit && last) return { items: shown, nextCursor: encodeNumberCursor(last.id) }
  return { items: shown, nextCursor: least > bounds.first ? encodeNumberCursor(least) : null }
}

/** Ids from `from` on, below `below`. */
async function eventsWithin(q: Queryable, fit: Fragment, { from, below }: { from: number; below: number }, limit: number): Promise<AuditEvent[]> {
  const { sql } = q
  // Written out, so that the planner knows how little is wanted, and of which span.
  const [first, end, most] = [from, below, limit].map((number) => sql.unsafe(String(number)))
  const chosen = sql`(select * from award_event e where e.id >= ${first as never} and e.id < ${end as never} and ${fit} order by e.id desc limit ${most as never})`
  const state = (of: 'b' | 'e', item: 'bi' | 'ei') => sql.unsafe(`json_build_object('issuedAt', ${utc(`${of}.issued_at`)}, 'expiresAt', ${utc(`${of}.expires_at`)}, 'association', ${of}.association,
    'item', case when ${item}.id is not null then json_build_object('kind', ${item}.kind, 'code', ${item}.code, 'name', ${item}.name) end, 'endedAt', ${utc(`${of}.ended_at`)}, 'endedBy', ${of}.ended_by, 'removedAt', ${utc(`${of}.removed_at`)})`)
  const rows = await sql<(Omit<AuditEvent, 'before' | 'after'> & { before: StateJson | null; after: StateJson })[]>`
    select e.id::float8 as id, e.at, e.kind, e.person_id as "personId", p.username, p.first_name as "firstName", p.last_name as "lastName",
      e.certification_id as "certificationId", c.code as "certificationCode", c.name as "certificationName", c.deleted_at is not null as "certificationDeleted",
      e.award_id as "awardId", exists (select from award a where a.id = e.award_id and a.removed_at is null) and c.deleted_at is null as "awardOpens",
      e.actor_kind as "actorKind", e.actor_id as "actorId", ${sql.unsafe(COLUMNS['actor.name'])} as "actorName", e.change_id as "changeId", e.job_id as "jobId",
      coalesce(f.id, u.id) as "importId", coalesce(f.file_name, u.file_name) as "fileName", e.record,
      case when b.id is not null then ${state('b', 'bi')} end as before, ${state('e', 'ei')} as after
    from ${eventTables(q, chosen)} order by e.id desc`
  return rows.map((row) => ({ ...row, before: row.before && stateOf(row.before), after: stateOf(row.after) }))
}

type StateJson = Omit<AwardState, 'issuedAt' | 'expiresAt' | 'endedAt' | 'removedAt'> & { issuedAt: number; expiresAt: number | null; endedAt: number | null; removedAt: number | null }
const utc = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`
const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at))
const stateOf = (state: StateJson): AwardState => ({ ...state, issuedAt: new Date(state.issuedAt), expiresAt: dateOf(state.expiresAt), endedAt: dateOf(state.endedAt), removedAt: dateOf(state.removedAt) })

/** Events `e`, or what stands for them, with the one before of the same award, and the names that there still are. */
const eventTables = ({ sql }: Queryable, events: Fragment) => sql`${events} e
  left join lateral (select * from award_event b where b.award_id = e.award_id and b.id < e.id order by b.id desc limit 1) b on true
  left join person p on p.id = e.person_id left join certification c on c.id = e.certification_id
  left join person ap on ap.id = e.actor_id left join api_key ak on ak.id = e.actor_id
  left join item ei on ei.id = e.item_id left join item bi on bi.id = b.item_id
  left join import f on f.applied_job_id = e.job_id and e.record is not null left join import u on u.undo_job_id = e.job_id and e.record is not null`

const COLUMNS: Record<AuditColumn, string> = {
  'event.at': 'e.at', 'event.kind': 'e.kind', 'event.id': 'e.id',
  'person.username': 'p.username', 'person.firstName': 'p.first_name', 'person.lastName': 'p.last_name', 'person.id': 'e.person_id',
  'certification.code': 'c.code', 'certification.name': 'c.name', 'certification.id': 'e.certification_id', 'award.id': 'e.award_id',
  'actor.kind': 'e.actor_kind', 'actor.name': "coalesce(nullif(trim(ap.first_name || ' ' || ap.last_name), ''), ap.username, ak.name)", 'actor.id': 'e.actor_id',
  'change.id': 'e.change_id', 'job.id': 'e.job_id', 'import.file': 'coalesce(f.file_name, u.file_name)', 'import.record': 'e.record',
  'before.issuedAt': 'b.issued_at', 'before.expiresAt': 'b.expires_at', 'before.association': 'b.association', 'before.itemCode': 'bi.code', 'before.endedAt': 'b.ended_at', 'before.endedBy': 'b.ended_by', 'before.removedAt': 'b.removed_at',
  'after.issuedAt': 'e.issued_at', 'after.expiresAt': 'e.expires_at', 'after.association': 'e.association', 'after.itemCode': 'ei.code', 'after.endedAt': 'e.ended_at', 'after.endedBy': 'e.ended_by', 'after.removedAt': 'e.removed_at',
}

/** Whoever sees everybody sees the events of people who are gone, too. */
const peopleFit = (q: Queryable, scope: Scope): Fragment =>
  // "Is true" keeps it a question to each event, answered from a table in memory.
  (scope.kind === 'all' ? q.sql`true` : q.sql`(e.person_id in (select p.id from person p where ${inScope(q, scope)})) is true`)

function eventsFit(q: Queryable, filter: AuditFilter): Fragment {
  const { sql } = q
  const id = (column: string, given: string | undefined) => (given === undefined ? sql`` : looksLikeUuid(given) ? sql`and ${sql(column)} = ${given}` : sql`and false`)
  return sql`true ${filter.person === undefined ? sql`` : sql`and e.person_id = ${idOf(q, 'person', filter.person)}`}
    ${filter.certification === undefined ? sql`` : sql`and e.certification_id = ${idOf(q, 'certification', filter.certification)}`}
    ${id('e.actor_id', filter.actorId)} ${id('e.job_id', filter.jobId)} ${id('e.award_id', filter.awardId)} ${id('e.change_id', filter.changeId)}
    ${filter.kinds ? sql`and e.kind = any (${filter.kinds}::text[])` : sql``}
    ${filter.from ?? filter.to ? sql`and (true ${inTime(q, filter)}) is true` : sql``}`
}

const inTime = ({ sql }: Queryable, { from, to }: AuditFilter): Fragment =>
  sql`${from === undefined ? sql`` : sql`and e.at >= ${new Date(from)}`} ${to === undefined ? sql`` : sql`and e.at < ${new Date(to)}`}`

/** Of so many events the first and the last are looked for where no index has them in their order. */
const BOUNDED_MOST = 100_000

/** Between which ids all events of a filter lie: from the first, below what follows the last. Each index that serves a part of the filter says so at once. */
async function boundsOf(q: Queryable, filter: AuditFilter): Promise<{ first: number; below: number }> {
  const { sql } = q
  const ends = (which: Fragment) => sql`select min(id) as first, max(id) as last, true as known from award_event where ${which}`
  const few = (which: Fragment) => sql`select min(id), max(id), count(*) <= ${BOUNDED_MOST} from (select id from award_event e where ${which} limit ${sql.unsafe(String(BOUNDED_MOST + 1)) as never}) found`
  const parts = [
    ends(sql`true`),
    ...(filter.person === undefined ? [] : [ends(sql`person_id = ${idOf(q, 'person', filter.person)}`)]),
    ...(filter.certification === undefined ? [] : [ends(sql`certification_id = ${idOf(q, 'certification', filter.certification)}`)]),
    ...(looksLikeUuid(filter.actorId ?? '') ? [ends(sql`actor_id = ${filter.actorId ?? null}`)] : []),
    ...(looksLikeUuid(filter.jobId ?? '') ? [few(sql`e.job_id = ${filter.jobId ?? null}`)] : []),
    ...(looksLikeUuid(filter.changeId ?? '') ? [few(sql`e.change_id = ${filter.changeId ?? null}`)] : []),
    ...(filter.from ?? filter.to ? [few(sql`true ${inTime(q, filter)}`)] : []),
  ]
  // Of nothing the ends are null: then there is nothing to look through.
  const [row] = await sql<{ first: number; below: number }[]>`
    select max(coalesce(first, 9e15))::float8 as first, min(coalesce(last + 1, 0))::float8 as below from (${parts.reduce((all, part) => sql`${all} union all ${part}`)}) part where known`
  return row ?? { first: 0, below: 0 }
}

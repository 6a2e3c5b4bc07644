import type { Scope } from '@recert/domain/access'
import { isOpenRange, LACKING, type ReportDefinition, type ReportStanding, spanOfRange } from '@recert/domain/reports'
import type { Standing } from '@recert/domain/standing'
import type { Queryable } from '../client.ts'
import { associations, expiry, ofNone, type StandingAt, standingIs } from './awards.ts'
import type { Fragment } from './incoming-awards.ts'
import { inScope } from './people.ts'
import { isSelected } from './selections.ts'

export type ReportQuery = { definition: ReportDefinition; scope: Scope; at: StandingAt }

/** The instant that a report tells of, and how soon is soon. */
export const toldOf = ({ definition, at }: ReportQuery): StandingAt => (definition.asOf === null ? at : { ...at, now: new Date(definition.asOf) })

/** R13.3: the present; an instant by what is known now; an instant as it was known then. */
export type Told = 'now' | 'known_now' | 'known_then'
export const toldHow = ({ asOf, asKnown }: ReportDefinition): Told => (asOf === null ? 'now' : asKnown === 'now' ? 'known_now' : 'known_then')

const COLUMNS = 'certification_id, person_id, previous_id'
const STATE = 'issued_at, expires_at, association, item_id, external_activity_id, ended_at, removed_at'

/**
 * Cycles as the report knows them, with the columns of `award` that it needs, to be given an alias. `which` says of which awards `w`.
 * By what is known now, a cycle has not ended at an instant: another with a later issue hides it. As it was known then, an award is as its last
 * event left it; what was written down that it expired changed nothing, and is dated at the expiry. The last event is one that none follows: that the
 * database looks up award by award for a few, and for all of them in one pass.
 */
export function cycles({ sql }: Queryable, query: ReportQuery, which: Fragment = sql`true`): Fragment {
  const { now } = toldOf(query)
  const [own, state] = [sql.unsafe(COLUMNS), sql.unsafe(STATE)]
  switch (toldHow(query.definition)) {
    case 'now': return sql`(select id, ${own}, ${state} from award w where ${which})`
    case 'known_now': return sql`(select id, ${own}, issued_at, expires_at, association, item_id, external_activity_id, null::timestamptz as ended_at, removed_at from award w where ${which} and issued_at <= ${now})`
    case 'known_then': {
      const known = (event: string): Fragment => sql`${sql(event)}.at <= ${now} and ${sql(event)}.kind <> 'expired'`
      return sql`(select w.id, w.certification_id, w.person_id, w.previous_id, ${sql(STATE.split(', ').map((name) => `e.${name}`))} from award w join award_event e on e.award_id = w.id
        where ${which} and ${known('e')} and not exists (select from award_event later where later.award_id = e.award_id and later.id > e.id and ${known('later')}))`
    }
  }
}

/** When the cycle that took the place of `a` was issued; null where there is none. */
export function successorIssued(q: Queryable, query: ReportQuery): Fragment {
  return q.sql`(select n.issued_at from ${cycles(q, query)} n where n.previous_id = a.id order by n.id desc limit 1)`
}

/** The standings that are asked for: in a report of people and certifications, where none is named, those of whoever lacks it. */
export const standingsAsked = ({ kind, standings }: ReportDefinition): readonly ReportStanding[] => (kind === 'certifications_users' && standings.length === 0 ? LACKING : standings)

/** Current and earlier cycles lie in indexes of their own, and only of the earlier ones is there something to ask. Null: both. */
export type Half = 'current' | 'ended' | null

/** Which halves of the cycles a report can show. */
export function halvesOf(definition: ReportDefinition): Half[] {
  const standings = standingsAsked(definition)
  if (toldHow(definition) === 'known_then') return [null]
  if (toldHow(definition) === 'known_now' || standings.length === 0) return ['current', 'ended']
  const current = standings.some((each) => each !== 'archived' && each !== 'never')
  return [...(current ? ['current' as const] : []), ...(standings.includes('archived') ? ['ended' as const] : [])]
}

/** The cycles of a half, and of a certification where it is given. */
export const halfOf = (q: Queryable, query: ReportQuery, half: Half, more: Fragment = q.sql``): Fragment =>
  cycles(q, query, half === null ? q.sql`true ${more}` : half === 'current' ? q.sql`w.ended_at is null ${more}` : q.sql`w.ended_at is not null ${more}`)

/** All cycles that a report shows, of whatever people. */
export const cyclesShown = (q: Queryable, query: ReportQuery): Fragment => {
  const { sql } = q
  const halves = halvesOf(query.definition).map((half) => sql`select a.* from ${halfOf(q, query, half)} a where ${cyclesFit(q, query, half)}`)
  return halves.length === 0 ? sql`select a.* from ${cycles(q, query)} a where false` : halves.reduce((all, half) => sql`${all} union all ${half}`)
}

/** The conditions on cycle `a` of a half: never a removed one, nor one of a deleted certification. */
export function cyclesFit(q: Queryable, query: ReportQuery, half: Half): Fragment {
  const { sql } = q
  const { definition } = query
  // Only what the half leaves open: of alternatives no index knows where to begin.
  const ofHalf = toldHow(definition) === 'now' ? half : null
  const standings = standingsAsked(definition).filter((each) => each !== 'never' && (ofHalf === null || each !== 'archived')) as Standing[]
  const anyOf = standingsAsked(definition).length > 0 && ofHalf !== 'ended'
  return sql`a.removed_at is null and ${certificationsAsked(q, definition)}
    ${isShown(q, query, half)}
    ${anyOf ? standingIs(q, standings, toldOf(query)) : sql``}
    ${termsAsked(q, query)}`
}

/** That cycle `a` is of a certification that is asked for. A retired one is nothing that people lack, unless it is named. */
function certificationsAsked(q: Queryable, { kind, certificationIds }: ReportDefinition): Fragment {
  const { sql } = q
  const gone = kind === 'certifications_users' && certificationIds.length === 0 ? sql`deleted_at is not null or retired_at is not null` : sql`deleted_at is not null`
  return sql`${ofNone(q, sql`select id from certification where ${gone}`)}
    ${certificationIds.length > 0 ? sql`and a.certification_id = any (${certificationIds}::uuid[])` : sql``}`
}

/** What a definition asks of the dates and the association of cycle `a`. */
function termsAsked(q: Queryable, query: ReportQuery): Fragment {
  const { sql } = q
  const { definition } = query
  const { now } = toldOf(query)
  const [issued, expires] = [spanOfRange(definition.issued, now), spanOfRange(definition.expires, now)]
  return sql`
    ${definition.associations.length > 0 ? sql`and a.association in (${associations(q, definition.associations)})` : sql``}
    ${issued.from ? sql`and a.issued_at >= ${issued.from}` : sql``}
    ${issued.to ? sql`and a.issued_at < ${issued.to}` : sql``}
    ${expires.from ? sql`and ${expiry(q)} >= ${expires.from} and ${expiry(q)} < 'infinity'` : sql``}
    ${expires.to ? sql`and ${expiry(q)} < ${expires.to}` : sql``}`
}

/**
 * R7.5: which earlier cycles are shown; of each person and certification only one where the report is of these: the current cycle, or the one
 * issued last. R13.3: by what is known now, of cycles that overlap the one issued last counts.
 */
function isShown(q: Queryable, query: ReportQuery, half: Half): Fragment {
  const { sql } = q
  const { definition } = query
  const { now } = toldOf(query)
  if (toldHow(definition) === 'known_now') {
    return sql`and not exists (select from award later where later.certification_id = a.certification_id and later.person_id = a.person_id
      and later.removed_at is null and later.issued_at <= ${now} and (later.issued_at, later.id) > (a.issued_at, a.id))`
  }
  if (half === 'current' || (definition.kind === 'users_certifications' && definition.includeEarly)) return sql``
  const shown = definition.kind === 'certifications_users' ? isLast(q, query) : sql`${successorIssued(q, query)} >= a.expires_at`
  return half === 'ended' ? sql`and ${shown}` : sql`and (a.ended_at is null or ${shown})`
}

/** That nobody holds what ended cycle `a` was, and no later cycle is left. Two questions, as whether there is a current one an index says by itself. */
function isLast(q: Queryable, query: ReportQuery): Fragment {
  const { sql } = q
  const other = (more: Fragment) => sql`not exists (select from ${cycles(q, query)} o where o.certification_id = a.certification_id and o.person_id = a.person_id and ${more})`
  return sql`${other(sql`o.ended_at is null`)} and ${other(sql`o.removed_at is null and (o.issued_at, o.id) > (a.issued_at, a.id)`)}`
}

/**
 * Which people `p` a report is about: whoever is named, in one of the branches or in one of the groups; everybody where none of these is given.
 * Whoever is deactivated is left out, unless named or asked for.
 */
export function peopleAsked(q: Queryable, { definition, scope }: ReportQuery): Fragment {
  const { sql } = q
  const { personIds, branchIds, groupIds, withDescendants, withInactive } = definition
  const active = withInactive ? sql`` : personIds.length > 0 ? sql`and (p.active or p.id = any (${personIds}::uuid[]))` : sql`and p.active`
  return choosesPeople(definition) ? sql`${isSelected(q, scope, { personIds, branchIds, groupIds, withDescendants })} ${active}` : sql`${inScope(q, scope)} ${active}`
}

export const choosesPeople = ({ personIds, branchIds, groupIds }: ReportDefinition): boolean => personIds.length + branchIds.length + groupIds.length > 0

/** Whether not all people count. */
export const restrictsPeople = ({ definition, scope }: ReportQuery): boolean => scope.kind !== 'all' || choosesPeople(definition) || !definition.withInactive

/** Whether those who were never certified are asked for: a date or an association leaves them all out. */
export const asksNever = (definition: ReportDefinition): boolean =>
  definition.kind === 'certifications_users' && standingsAsked(definition).includes('never') && definition.associations.length === 0 && isOpenRange(definition.issued) && isOpenRange(definition.expires)

/** Certifications `c` that somebody can lack: a retired one only where it is named. */
export const certificationsLacked = ({ sql }: Queryable, { definition: { certificationIds } }: ReportQuery): Fragment =>
  sql`c.deleted_at is null and ${certificationIds.length > 0 ? sql`c.id = any (${certificationIds}::uuid[])` : sql`c.retired_at is null`}`

/** Pairs of person `p` and certification `c` that are asked for: of people without any cycle of it. */
export function neverCertified(q: Queryable, query: ReportQuery): Fragment {
  const { sql } = q
  return sql`${certificationsLacked(q, query)} and ${peopleAsked(q, query)}
    and not exists (select from ${cycles(q, query)} held where held.person_id = p.id and held.certification_id = c.id and held.removed_at is null)`
}

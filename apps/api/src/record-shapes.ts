import { shownAward } from '@recert/actions/awards/shown-award'
import type { Queryable } from '@recert/db/client'
import { findKeyName } from '@recert/db/queries/api-keys'
import { type CertificationRecord, findCertificationRecord, type RecordedCycle, type RecordedRemoval } from '@recert/db/queries/certification-record'
import { findPerson } from '@recert/db/queries/people'
import { may, type Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { nameOf } from '@recert/domain/people'
import { z } from 'zod'
import { awardOut, eventOut, renewalOut, shownEvents } from './award-shapes.ts'
import { instantOut, itemKind } from './shapes.ts'
import type { RequestContext } from './trpc.ts'

const evidence = z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.int(), sha256: z.string() })

const cycle = awardOut.omit({
  personId: true, username: true, firstName: true, lastName: true, certificationId: true, certificationCode: true, certificationName: true, certificationDescription: true,
}).extend({
  /** What took its place. */
  endedBy: z.enum(['renewal', 'hand', 'import', 'external', 'completion', 'removed']).nullable(),
  /** What made it: by whom, and of an import its file and the row. */
  through: z.object({
    kind: z.enum(['hand', 'completion', 'external', 'import']), by: z.string().nullable(), importId: z.string().nullable(), fileName: z.string().nullable(), row: z.int().nullable(),
  }),
  completions: z.array(z.object({
    id: z.string(), kind: itemKind, itemCode: z.string(), itemName: z.string(), completedAt: instantOut, receivedAt: instantOut,
    source: z.enum(['player', 'admin', 'api', 'xapi', 'plan']), reportedBy: z.string().nullable(),
  })),
  renewals: z.array(renewalOut),
  /** The external training by which it was earned, for whoever may see that. */
  activity: z.object({
    id: z.string(), title: z.string(), type: z.string(), institute: z.string(), startedAt: instantOut.nullable(), completedAt: instantOut,
    decidedBy: z.string().nullable(), decidedAt: instantOut.nullable(), evidence: evidence.nullable(),
  }).nullable(),
  /** Empty unless the history was asked for. */
  events: z.array(eventOut),
})

/** R13.5: one person's certification record. */
export const recordOut = z.object({
  person: z.object({ id: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(), branchPath: z.string().nullable(), groups: z.array(z.string()), active: z.boolean() }),
  madeAt: instantOut, madeBy: z.string(),
  /** False where so much is held that earlier cycles or later events were left out. */
  complete: z.boolean(),
  certifications: z.array(z.object({
    id: z.string(), code: z.string().nullable(), name: z.string(),
    /** The current one first, then the latest issued. */
    cycles: z.array(cycle),
    /** That cycles were removed, when and by whom; nothing else is told of them. */
    removals: z.array(z.object({ removedAt: instantOut, removedBy: z.string().nullable() })),
  })),
})
type PersonRecord = z.input<typeof recordOut>
type Shown = PersonRecord['certifications'][number]
type Asking = Pick<RequestContext, 'caller' | 'person' | 'organisation' | 'now'> & { q: Queryable; scope: Scope }

/** The record of a person whom the caller may see. Throws PERSON_NOT_FOUND. */
export async function recordOf(ctx: Asking, which: string, history: boolean): Promise<PersonRecord> {
  const { q, scope, caller, organisation, now } = ctx
  const person = await findPerson(q, scope, which)
  if (!person) throw new DomainError('PERSON_NOT_FOUND', { person: which })
  const activities = organisation.features.includes('external_training') && (scope.kind === 'self' || (caller.kind !== 'anonymous' && may(caller, 'external_training.view')))
  const [record, madeBy] = await Promise.all([
    findCertificationRecord(q, person.id, { activities, history }),
    ctx.person ? nameOf(ctx.person) : caller.kind === 'api_key' ? findKeyName(q, caller.id) : null,
  ])
  return { person, madeAt: now, madeBy: madeBy ?? '', complete: record.complete, certifications: shownRecord(record, { now, expiringDays: organisation.expiringDays }) }
}

/** By certification, in the order of their names. */
function shownRecord(record: CertificationRecord, at: { now: Date; expiringDays: number }): Shown[] {
  const certifications = new Map<string, Shown>()
  const of = ({ certificationId: id, certificationCode: code, certificationName: name }: RecordedCycle | RecordedRemoval): Shown => {
    const known = certifications.get(id) ?? { id, code, name, cycles: [], removals: [] }
    certifications.set(id, known)
    return known
  }
  const completions = Map.groupBy(record.completions, ({ awardId }) => awardId)
  const renewals = Map.groupBy(record.renewals, ({ awardId }) => awardId)
  const events = Map.groupBy(record.events, ({ awardId }) => awardId)
  const activities = new Map(record.activities.map((activity) => [activity.id, activity]))
  for (const row of record.cycles) {
    const { through: kind, by, importId, fileName, row: line, endedBy } = row
    of(row).cycles.push({
      ...shownAward(row, at), endedBy, through: { kind, by, importId, fileName, row: line },
      completions: completions.get(row.id) ?? [], renewals: renewals.get(row.id) ?? [], activity: activities.get(row.externalActivityId ?? '') ?? null, events: shownEvents(events.get(row.id) ?? []),
    })
  }
  for (const row of record.removals) of(row).removals.push({ removedAt: row.removedAt, removedBy: row.removedBy })
  return [...certifications.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}

/** As its person gets it: not what their organisation's files are called, nor what left their history. */
export function ownRecord(record: PersonRecord): PersonRecord {
  const own = record.certifications.map((certification) => ({
    ...certification, removals: [],
    cycles: certification.cycles.map((each) => ({
      ...each, through: { ...each.through, importId: null, fileName: null, row: null }, events: each.events.map((event) => ({ ...event, fileName: null, jobId: null, changeId: null, changeCount: null })),
    })),
  }))
  return { ...record, certifications: own.filter(({ cycles }) => cycles.length > 0) }
}

import { insertExternalActivities } from '@recert/db/queries/external-activities'
import { countSelected, nextSelected, resolvePeople } from '@recert/db/queries/selections'
import type { Queryable } from '@recert/db/client'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Feature } from '@recert/domain/features'
import { AT_ONCE_MOST } from '../bulk/start-bulk.ts'
import type { Ctx } from '../context.ts'
import { resolveSelection, type SelectionInput } from '../selections/resolve-selection.ts'
import { awardActivities } from './award-activities.ts'
import { newReport, type ReportFields } from './report-fields.ts'

/** One person by username or id, or a selection. */
export type ReportedPeople = { username: string } | SelectionInput

/**
 * R9.1, R9.2: an administrator's report, approved at once: one activity for each person, and what it awards.
 * Throws as newReport, PERSON_NOT_FOUND, SELECTION_EMPTY, SELECTION_UNKNOWN, EXTERNAL_TOO_MANY. Returns the activities' ids.
 */
export async function reportActivity(ctx: Ctx, scope: Scope, features: readonly Feature[], people: ReportedPeople, { replace, ...fields }: ReportFields & { replace: boolean }): Promise<string[]> {
  const { tx, now, actor } = ctx
  const personIds = await reportedPeople(tx, scope, people)
  const ids = await insertExternalActivities(tx, personIds, {
    ...(await newReport(ctx, features, fields)), replace, state: 'approved',
    reportedByKind: actor.kind, reportedBy: actor.id, reportedAt: now, decidedBy: actor.id, decidedAt: now,
  })
  await awardActivities(ctx, personIds, ids)
  return ids
}

/** Whom a report is about, within the scope: at most as many people as are dealt with while the caller waits. */
export async function reportedPeople(q: Queryable, scope: Scope, people: ReportedPeople): Promise<string[]> {
  if ('username' in people) {
    const { ids, unknown } = await resolvePeople(q, scope, [people.username])
    if (unknown !== null) throw new DomainError('PERSON_NOT_FOUND', { person: unknown })
    return ids
  }
  const selection = await resolveSelection(q, scope, people)
  const count = await countSelected(q, scope, selection)
  if (count === 0) throw new DomainError('SELECTION_EMPTY')
  if (count > AT_ONCE_MOST) throw new DomainError('EXTERNAL_TOO_MANY', { most: AT_ONCE_MOST, people: count })
  return nextSelected(q, scope, selection, null, AT_ONCE_MOST)
}

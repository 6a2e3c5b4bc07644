/** `expired` and those of renewals leave the award's own state as it was. `restored`: a change was taken back; the state after it is that of before the change. */
export const AWARD_EVENT_KINDS = ['issued', 'edited', 'archived', 'removed', 'restored', 'expired', 'renewal_started', 'renewal_cancelled'] as const
export type AwardEventKind = (typeof AWARD_EVENT_KINDS)[number]

/**
 * Which events of awards the audit log shows. `person` and `certification`: by id, or by username and code. `actorId`: a person or a program's key.
 * Instants are ISO, `to` excluded.
 */
export type AuditFilter = {
  person?: string | undefined
  certification?: string | undefined
  actorId?: string | undefined
  jobId?: string | undefined
  awardId?: string | undefined
  changeId?: string | undefined
  kinds?: AwardEventKind[] | undefined
  from?: string | undefined
  to?: string | undefined
}

/** What can be exported of an event. `before` is the state that the event before it left; without one, its fields are empty. */
export const AUDIT_COLUMNS = [
  'event.at', 'event.kind', 'event.id',
  'person.username', 'person.firstName', 'person.lastName', 'person.id',
  'certification.code', 'certification.name', 'certification.id', 'award.id',
  'actor.kind', 'actor.name', 'actor.id', 'change.id', 'job.id', 'import.file', 'import.record',
  'before.issuedAt', 'before.expiresAt', 'before.association', 'before.itemCode', 'before.endedAt', 'before.endedBy', 'before.removedAt',
  'after.issuedAt', 'after.expiresAt', 'after.association', 'after.itemCode', 'after.endedAt', 'after.endedBy', 'after.removedAt',
] as const
export type AuditColumn = (typeof AUDIT_COLUMNS)[number]

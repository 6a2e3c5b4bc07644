/** Which events of awards the audit log shows. Instants are ISO, `to` excluded. */
export type AuditFilter = {
  personId?: string | undefined
  certificationId?: string | undefined
  actorId?: string | undefined
  jobId?: string | undefined
  awardId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

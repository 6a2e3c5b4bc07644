import { type AuditFilter, AWARD_EVENT_KINDS } from '@recert/domain/audit'
import { z } from 'zod'
import { instantIn, ref } from './shapes.ts'

/** Which events, as lists and exports of the audit log are asked for them. */
export const auditFilterIn = {
  username: ref.optional(), certificationCode: ref.optional(), actorId: ref.optional(), jobId: ref.optional(), awardId: ref.optional(), changeId: ref.optional(),
  kind: z.array(z.enum(AWARD_EVENT_KINDS)).max(AWARD_EVENT_KINDS.length).optional(), from: instantIn.optional(), to: instantIn.optional(),
}

export const auditFilterOf = ({ username, certificationCode, kind, from, to, ...ids }: z.output<z.ZodObject<typeof auditFilterIn>>): AuditFilter =>
  ({ ...ids, person: username, certification: certificationCode, kinds: kind, from: from?.toISOString(), to: to?.toISOString() })

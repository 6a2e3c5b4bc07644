import { listAuditEvents } from '@recert/db/queries/audit-events'
import { AWARD_EVENT_KINDS } from '@recert/domain/audit'
import { z } from 'zod'
import { auditFilterIn, auditFilterOf } from '../audit-shapes.ts'
import { association, instantOut, itemKind, page, paging } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const state = z.object({
  issuedAt: instantOut, expiresAt: instantOut.nullable(), association, item: z.object({ kind: itemKind, code: z.string(), name: z.string() }).nullable(),
  endedAt: instantOut.nullable(), endedBy: z.enum(['renewal', 'hand', 'import', 'external', 'completion', 'removed']).nullable(), removedAt: instantOut.nullable(),
})

const event = z.object({
  id: z.int(), at: instantOut, kind: z.enum(AWARD_EVENT_KINDS),
  /** Names are null where whom or what they name is gone. */
  personId: z.string(), username: z.string().nullable(), firstName: z.string().nullable(), lastName: z.string().nullable(),
  certificationId: z.string(), certificationCode: z.string().nullable(), certificationName: z.string().nullable(), certificationDeleted: z.boolean(),
  /** `awardOpens`: whether `GET /awards/{award}` answers. */
  awardId: z.string(), awardOpens: z.boolean(),
  actorKind: z.enum(['person', 'api_key', 'system']), actorId: z.string().nullable(), actorName: z.string().nullable(),
  changeId: z.string().nullable(), jobId: z.string().nullable(), importId: z.string().nullable(), fileName: z.string().nullable(), record: z.int().nullable(),
  /** Of an award's first event null. */
  before: state.nullable(), after: state,
})

export const auditEventsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/audit-events', summary: 'What happened to awards: what, whose, by whom, when, before and after; the last first. A page looks at no more than a million events: where few of them fit, it is shorter than `limit`, and its cursor goes on.' } })
    .input(z.strictObject({ ...auditFilterIn, ...paging }))
    .output(page(event))
    .query(({ ctx, input: { cursor, limit, ...filter } }) => listAuditEvents(ctx.q, ctx.scope, { ...auditFilterOf(filter), cursor, limit })),
})

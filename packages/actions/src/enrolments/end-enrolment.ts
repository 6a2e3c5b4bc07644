import { endEnrolments, listEnrolments } from '@recert/db/queries/enrolments'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** Ends an enrolment; one in a plan takes those in its courses along that came with it. Throws NOT_FOUND, COURSE_OF_PLAN. */
export async function endEnrolment(ctx: Ctx, scope: Scope, id: string): Promise<void> {
  const [enrolment] = (await listEnrolments(ctx.tx, scope, { enrolment: id, limit: 1 })).items
  if (!enrolment) throw new DomainError('NOT_FOUND')
  if (enrolment.via === 'plan') throw new DomainError('COURSE_OF_PLAN')
  await endEnrolments(ctx.tx, [enrolment.id], ctx)
}

import { updateExternalActivity } from '@recert/db/queries/external-activities'
import { checkExternalAction } from '@recert/domain/external-activities'
import type { Ctx } from '../context.ts'
import { lockActivity } from './lock-activity.ts'

/** R9.3: learners take back what they reported. Throws EXTERNAL_NOT_FOUND, EXTERNAL_STATE. */
export async function withdrawActivity(ctx: Ctx, personId: string, id: string): Promise<void> {
  const stored = await lockActivity(ctx, { kind: 'self', personId }, id)
  checkExternalAction('withdraw', stored.state)
  await updateExternalActivity(ctx.tx, id, { state: 'withdrawn' })
}

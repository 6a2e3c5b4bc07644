import { updateExternalActivity } from '@recert/db/queries/external-activities'
import type { Scope } from '@recert/domain/access'
import { checkExternalAction, checkNote } from '@recert/domain/external-activities'
import type { Ctx } from '../context.ts'
import { lockActivity } from './lock-activity.ts'

/** R9.3: rejects a report and tells the learner why. Throws EXTERNAL_NOT_FOUND, EXTERNAL_STATE, CONFLICT_VERSION, NOTE_REQUIRED, TEXT_TOO_LONG. */
export async function rejectActivity(ctx: Ctx, scope: Scope, id: string, { version, note }: { version?: number | undefined; note: string }): Promise<void> {
  const { tx, now, actor } = ctx
  const stored = await lockActivity(ctx, scope, id, version)
  checkExternalAction('reject', stored.state)
  await updateExternalActivity(tx, id, { state: 'rejected', note: checkNote(note, 'reject'), decidedBy: actor.id, decidedAt: now })
}

import { lockClock, saveDemoNow } from '@recert/db/queries/organisation'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** R16.1: moves the demo clock. Backwards only while there are no awards; the same instant again changes nothing. */
export async function moveClock({ tx, now }: Ctx, to: Date): Promise<{ now: Date }> {
  const { demoNow, hasAwards } = await lockClock(tx)
  const shown = demoNow ?? now
  if (to < shown && hasAwards) throw new DomainError('CLOCK_BACKWARDS', { now: shown.toISOString() })
  await saveDemoNow(tx, to)
  return { now: to }
}

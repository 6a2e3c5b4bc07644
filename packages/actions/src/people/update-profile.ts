import { updatePerson as save } from '@recert/db/queries/people'
import { checkLanguage, checkTimeZone } from '@recert/domain/people'
import type { Ctx } from '../context.ts'

/** What everybody may change of themselves: time zone and language. */
export async function updateProfile({ tx, now }: Ctx, id: string, input: { timeZone: string; language: string }): Promise<void> {
  await save(tx, id, { timeZone: checkTimeZone(input.timeZone), language: checkLanguage(input.language), updatedAt: now })
}

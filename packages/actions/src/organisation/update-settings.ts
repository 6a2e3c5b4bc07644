import { findSettings, saveSettings, type Settings } from '@recert/db/queries/organisation'
import { checkName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'

type Changes = { [Key in keyof Settings]?: Settings[Key] | undefined }

/** The organisation's name, how long files and logs are kept, and from when on an award counts as expiring. Days are checked at the door. Throws NAME_REQUIRED, TEXT_TOO_LONG. */
export async function updateSettings({ tx }: Ctx, { name, expiringDays, retentionDays }: Changes): Promise<Settings> {
  await saveSettings(tx, {
    ...(name === undefined ? {} : { name: checkName(name) }),
    ...(expiringDays === undefined ? {} : { expiringDays }),
    ...(retentionDays === undefined ? {} : { retentionDays }),
  })
  return findSettings(tx)
}

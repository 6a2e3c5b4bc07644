import type { Queryable, Tx } from '../client.ts'
import { mailSettings } from '../schema/mails.ts'

export type MailSettingsRow = Omit<typeof mailSettings.$inferSelect, 'one' | 'updatedAt'>

const NONE: MailSettingsRow = { serverSealed: null, fromAddress: null, fromName: null, dkimDomain: null, dkimSelector: null, dkimKeySealed: null, perDomainPerMinute: null }

/** How mails leave; everything null while nothing was saved. */
export async function findMailSettings({ sql }: Queryable): Promise<MailSettingsRow> {
  const [row] = await sql<MailSettingsRow[]>`
    select server_sealed as "serverSealed", from_address as "fromAddress", from_name as "fromName", dkim_domain as "dkimDomain", dkim_selector as "dkimSelector",
      dkim_key_sealed as "dkimKeySealed", per_domain_per_minute as "perDomainPerMinute" from mail_settings`
  return row ?? NONE
}

export async function saveMailSettings({ orm }: Tx, values: Partial<MailSettingsRow>, now: Date): Promise<void> {
  await orm.insert(mailSettings).values({ ...values, updatedAt: now }).onConflictDoUpdate({ target: mailSettings.one, set: { ...values, updatedAt: now } })
}

import type { Queryable } from '@recert/db/client'
import { countWaiting } from '@recert/db/queries/mails'
import type { Deps } from '../deps.ts'
import { getMailSettings, type MailSource } from './mail-settings.ts'

/** How it stands with mails. `tried`: how many of those that wait were not taken at first; `error`: what was said about it last. */
export type MailOverview = { source: MailSource; waiting: number; tried: number; error: string | null }

export async function getMailOverview(q: Queryable, deps: Pick<Deps, 'secret' | 'smtpUrl'>): Promise<MailOverview> {
  const [{ source }, waiting] = await Promise.all([getMailSettings(q, deps), countWaiting(q)])
  return { source, ...waiting }
}

import type { Db } from '@recert/db/client'
import type { PgBoss } from 'pg-boss'
import type { Clock } from './clock.ts'

/** What the steps of workflows need of the world. */
export type Deps = {
  db: Db
  /** For sending only. */
  boss: PgBoss
  clock: Clock
  /** Where people reach Recert, without a slash at the end; links in mails begin with it. */
  publicUrl: string
  /** Signs links in mails and the addresses of packages. */
  secret: string
  /** Without one, mails stay in the outbox. */
  smtpUrl?: string | undefined
  /** Webhooks may go to private networks, by plain http too. */
  privateWebhooks?: boolean | undefined
  /** Rows of an import that are applied in one transaction. */
  chunkRows?: number | undefined
}

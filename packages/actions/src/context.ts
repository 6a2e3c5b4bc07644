import type { Tx } from '@recert/db/client'
import type { Actor } from '@recert/domain/access'

/** What every command gets: the transaction it is in, the business's now, and who acts. */
export type Ctx = { tx: Tx; now: Date; actor: Actor }

import { workerKilled } from './p01-worker-killed.ts'
import { rollingRestart } from './p02-rolling-restart.ts'
import { databaseKilled } from './p03-database-killed.ts'
import { anyOrder } from './p04-any-order.ts'
import { networkCut } from './p05-network-cut.ts'
import { races } from './p06-races.ts'
import { deliveredAgain } from './p07-delivered-again.ts'
import { poison } from './p08-poison.ts'
import { standstill } from './p09-standstill.ts'
import { mail } from './p10-mail.ts'
import { temporal } from './p11-temporal.ts'
import { diskFull } from './p12-disk-full.ts'
import { backup } from './p13-backup.ts'
import { fuzz } from './p14-fuzz.ts'
import type { Promised } from './promise.ts'

/** Every promise on reliability, in its order. */
export const PROMISES: Promised[] = [workerKilled, rollingRestart, databaseKilled, anyOrder, networkCut, races, deliveredAgain, poison, standstill, mail, temporal, diskFull, backup, fuzz]

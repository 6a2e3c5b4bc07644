import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Database } from './database.ts'
import { readSettings, type Settings } from './env.ts'
import { holderOf, takeLock } from './lock.ts'
import { ROOT } from './places.ts'

export type Reach = { settings: Settings; dataDir: string }

/** The settings of this shell. Throws one sentence for each wrong one. */
export function readReach(): Reach {
  // AUTH_SECRET is not needed to read or fill a database.
  const { settings, complaints } = readSettings({ ...process.env, AUTH_SECRET: process.env.AUTH_SECRET || 'not needed here, only its presence is' })
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
  return { settings, dataDir: process.env.DATA_DIR ? resolve(settings.DATA_DIR) : join(ROOT, 'data') }
}

/**
 * The database of DATABASE_URL or of DATA_DIR. `running`: where Recert runs on the folder, its database is used as it is; where not, it is
 * started for as long as this takes, and nobody else starts it meanwhile. `stopped`: Recert must not run, and the folder may be new.
 */
export async function reachDatabase({ settings, dataDir }: Reach, wanted: 'running' | 'stopped', about: string, log: (line: string) => void): Promise<Database> {
  if (settings.DATABASE_URL) return { url: settings.DATABASE_URL, stop: async () => {} }
  const { findRunning, startEmbedded } = await import('@recert/db/embedded')
  const file = join(dataDir, 'recert.lock')
  const holder = holderOf(file)
  if (holder && wanted === 'stopped') throw new Error(`Recert is running on ${dataDir} (process ${holder.pid}, ${holder.about}). Stop it first, or name a new DATA_DIR.`)
  if (holder) {
    const url = await findRunning(dataDir)
    if (!url) throw new Error(`The database in ${dataDir} is just being started or stopped (process ${holder.pid}, ${holder.about}). Try again in a moment.`)
    return { url, stop: async () => {} }
  }
  if (wanted === 'running' && !existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) throw new Error(`There is no database in ${dataDir}. Name the folder of your Recert with DATA_DIR, or its database with DATABASE_URL.`)
  const lock = takeLock(file, about)
  if ('holder' in lock) throw new Error(`${dataDir} is in use by process ${lock.holder.pid} (${lock.holder.about}).`)
  try {
    const server = await startEmbedded({ dataDir, log })
    return {
      url: server.url,
      stop: async () => {
        await server.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { APP_ROLE } from './client.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { isAlive, serverProcess } from './postgres-process.ts'
import type { TestDatabase } from './testing.ts'

/** A PostgreSQL of one's own, for tests that kill it. It, not the machine: what it has handed to the system is safe, so nothing waits for the disk. */
export type OwnServer = TestDatabase & {
  port: number
  /** `SIGQUIT` is PostgreSQL's immediate shutdown, `SIGKILL` of the postmaster what a crash is like. Answers when it is gone. */
  kill(signal: 'SIGQUIT' | 'SIGKILL'): Promise<void>
  /** Starts it again, on the same port. */
  start(): Promise<void>
}

export async function startOwnServer(): Promise<OwnServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'recert-server-'))
  const settings = { fsync: 'off', full_page_writes: 'off' }
  let server: Embedded = await startEmbedded({ dataDir, log: () => {}, settings })
  const { port, url: ownerUrl } = server
  await migrate(ownerUrl)
  return {
    port, ownerUrl, url: `${ownerUrl}?options=${encodeURIComponent(`-c role=${APP_ROLE}`)}`,
    kill: async (signal) => {
      const running = await serverProcess(join(dataDir, 'postgres'))
      if (!running) return
      process.kill(running.pid, signal)
      while (isAlive(running.pid)) await sleep(10)
    },
    start: async () => { server = await startEmbedded({ dataDir, port, log: () => {}, settings }) },
    drop: async () => {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

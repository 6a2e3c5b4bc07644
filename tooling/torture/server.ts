import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Embedded, freePort, startEmbedded } from '@recert/db/embedded'
import { migrate } from '@recert/db/migrate'
import { serverProcess } from '@recert/db/postgres-process'
import postgres from 'postgres'

/** A PostgreSQL to be killed. It keeps its port through all its lives. */
export type Server = {
  port: number
  /** The owner's address of a database. */
  url(database: string): string
  /** kill -9 of the postmaster; settles when it is gone. */
  kill(): Promise<void>
  stop(): Promise<void>
  /** Settles when it answers again. */
  start(): Promise<void>
  /** A copy of a migrated database. */
  createDatabase(name: string, options?: { tablespace?: string }): Promise<string>
  command(text: string): Promise<void>
}

const TEMPLATE = 'recert'

/** Starts a server of our own in this folder, with a migrated database to copy. Unlike the one of the tests, it waits for the disk. */
export async function startServer(dataDir: string, settings: Record<string, string> = {}): Promise<Server> {
  mkdirSync(dataDir, { recursive: true })
  const port = await freePort()
  const options = { dataDir, port, log: () => {}, settings: { shared_buffers: '128MB', max_connections: '200', fsync: 'on', ...settings } }
  let running: Embedded | null = await startEmbedded(options)
  const base = running.url
  const url = (database: string): string => base.replace(/[^/]*$/, database)
  const command = async (text: string): Promise<void> => {
    const sql = postgres(url('postgres'), { max: 1, onnotice: () => {} })
    try {
      await sql.unsafe(text)
    } finally {
      await sql.end()
    }
  }
  await migrate(url(TEMPLATE))
  return {
    port, url, command,
    async kill() {
      const pid = (await serverProcess(join(dataDir, 'postgres')))?.pid
      if (pid) process.kill(pid, 'SIGKILL')
      await running?.exited
      running = null
    },
    async stop() {
      await running?.stop()
      await running?.exited
      running = null
    },
    async start() {
      running ??= await startEmbedded(options)
    },
    async createDatabase(name, { tablespace } = {}) {
      await command(`create database ${name} template ${TEMPLATE} ${tablespace ? `tablespace ${tablespace}` : ''}`)
      return url(name)
    },
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@recert/db/embedded'
import { Connection } from '@temporalio/client'

/** `stop` is a hard one, as if the machine had failed; what the server knows is on the disk, so `start` goes on from there. */
export type TemporalServer = { address: string; stop(): Promise<void>; start(): Promise<void>; close(): Promise<void> }

/** A Temporal server of one's own on 127.0.0.1. */
export async function startTemporalServer(tool: string): Promise<TemporalServer> {
  const folder = mkdtempSync(join(tmpdir(), 'recert-temporal-'))
  const port = await freePort()
  let child: ChildProcess | null = null
  const start = async (): Promise<void> => {
    child = spawn(tool, ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port), '--db-filename', join(folder, 'temporal.db'), '--log-level', 'never'], { stdio: 'ignore' })
    await answering(`127.0.0.1:${port}`)
  }
  const stop = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await start()
  return {
    address: `127.0.0.1:${port}`, start, stop,
    close: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answering(address: string): Promise<void> {
  for (const until = Date.now() + 30_000; ; await sleep(200)) {
    const connection = await Connection.connect({ address, connectTimeout: 2_000 }).catch(() => null)
    const ready = await connection?.workflowService.describeNamespace({ namespace: 'default' }).then(() => true, () => false)
    await connection?.close()
    if (ready) return
    if (Date.now() > until) throw new Error(`The Temporal server at ${address} did not come up within 30 s.`)
  }
}

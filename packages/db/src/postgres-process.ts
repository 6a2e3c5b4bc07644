import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What `postmaster.pid` in a cluster's folder says of the server that runs there, or ran there; null without one. */
export async function serverProcess(cluster: string): Promise<{ pid: number; folder: string; port: number; ready: boolean } | null> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, folder: lines[1] ?? '', port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** Stops a server that an earlier run left behind in this folder, and forgets the lock of one that is gone. */
export async function stopStale(cluster: string, log: (line: string) => void): Promise<void> {
  const left = await serverProcess(cluster)
  if (!left) return
  // Numbers are used again: this one may be a stranger's by now, whom we must not touch, and who would keep PostgreSQL from starting.
  if (!(await isServerOf(left.pid, left.folder))) {
    await rm(join(cluster, 'postmaster.pid'), { force: true })
    return
  }
  log('Closing the database that an earlier run left open …')
  await stopProcess(left.pid, cluster)
}

async function isServerOf(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null)
    ?? await run('ps', ['-o', 'command=', '-p', String(pid)]).then(({ stdout }) => stdout, () => '')
  return command.includes('postgres') && command.includes(folder)
}

/** PostgreSQL's "fast" shutdown: connections are ended, everything is written. Only a server that hangs is pressed harder, which its log survives. */
export async function stopProcess(pid: number, cluster: string, pgCtl?: string): Promise<void> {
  if (process.platform === 'win32' && pgCtl) {
    await run(pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '60']).catch(() => undefined)
    return
  }
  for (const [signal, patience] of [['SIGINT', 60_000], ['SIGQUIT', 10_000], ['SIGKILL', 5_000]] as const) {
    if (!send(pid, signal)) return
    for (const began = Date.now(); Date.now() - began < patience;) {
      await sleep(20)
      if (!isAlive(pid)) return
    }
  }
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch {
    return false
  }
}

/** Whether a process of this number exists, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

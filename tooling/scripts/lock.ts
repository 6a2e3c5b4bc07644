import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type Holder = { pid: number; about: string }

/**
 * Takes a lock file for this process, or answers who has it. A holder that is gone, killed perhaps, does not count.
 * `about` is what the next one is told of us.
 */
export function takeLock(file: string, about: string): { release: () => void } | { holder: Holder } {
  mkdirSync(dirname(file), { recursive: true })
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, about }), { flag: 'wx' })
      return { release: () => rmSync(file, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = holderOf(file)
      if (holder) return { holder }
      rmSync(file, { force: true })
    }
  }
}

/** Who holds a lock file at this moment. */
export function holderOf(file: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder
    return holder.pid !== process.pid && runsOurCode(holder.pid) ? holder : null
  } catch {
    return null
  }
}

/** Waits for the lock, does the work, gives the lock back. For what two copies of one checkout must not do at once. */
export async function withLock<T>(file: string, about: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = takeLock(file, about)
    if ('release' in lock) return work().finally(lock.release)
    await sleep(200)
  }
}

/** Process numbers are used again: only one that runs Node is taken for a holder. */
function runsOurCode(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node')
  } catch {
    if (process.platform === 'win32') return true
    try {
      return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes('node')
    } catch {
      return false
    }
  }
}

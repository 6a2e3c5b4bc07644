import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './places.ts'
import type { Prepared, PrepareMessage } from './prepared.ts'

/** Migrates, bootstraps and seeds in a process of its own. `done` throws what went wrong in words; `stop` ends it midway, which the next start takes up. */
export function runPrepare(env: NodeJS.ProcessEnv, log: (line: string) => void): { done: Promise<Prepared>; stop: () => Promise<void> } {
  const here = join(ROOT, 'tooling/scripts')
  const child = spawn(process.execPath, ['--import', join(here, 'with-parent.ts'), join(here, 'prepare.ts')], {
    cwd: ROOT, env, detached: process.platform !== 'win32', stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  const done = new Promise<Prepared>((resolve, reject) => {
    child.on('message', (message: PrepareMessage) => {
      if ('log' in message) log(message.log)
      else if ('done' in message) resolve(message.done)
      else reject(new Error(message.failed))
    })
    child.once('error', reject)
    child.once('close', (code, signal) => reject(new Error(`The database could not be prepared (${signal ?? `exit code ${code}`}).`)))
  })
  return {
    done,
    async stop() {
      child.kill('SIGKILL')
      await closed
    },
  }
}

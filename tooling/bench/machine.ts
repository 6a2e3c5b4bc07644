import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { ROOT } from '@recert/scripts/places'
import type { Stack } from './stack.ts'

export type Machine = { cpu: string; cores: number; memoryGib: number; node: string; postgres: string; commit: string; date: string }

export async function machineOf({ db }: Stack): Promise<Machine> {
  const [row] = await db.sql<{ version: string }[]>`select current_setting('server_version') as version`
  return {
    cpu: cpus()[0]?.model.trim() ?? '', cores: cpus().length, memoryGib: Math.round(totalmem() / 2 ** 30), node: process.versions.node,
    postgres: row?.version ?? '', commit: commit(), date: new Date().toISOString(),
  }
}

/** A copy without its history has none. */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return ''
  }
}

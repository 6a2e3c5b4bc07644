import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '@recert/scripts/places'
import { Violation } from './promise.ts'

/** One line of a process's log. `level` is pino's; what is no JSON has 0. */
export type Line = { at: number; level: number; text: string }

export type Process = {
  pid: number
  lines: Line[]
  isAlive(): boolean
  signal(signal: NodeJS.Signals): void
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>
  kill(): Promise<void>
}

/** A program of Recert as a process of its own, which ends when we do. Its log goes to `folder`, too. */
export function startProcess(name: string, file: string, env: Record<string, string>, folder: string, args: string[] = []): Process {
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env
  const child: ChildProcess = spawn(process.execPath, ['--max-semi-space-size=16', '--import', join(ROOT, 'tooling/scripts/with-parent.ts'), join(ROOT, file), ...args], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), NODE_COMPILE_CACHE: join(ROOT, '.cache/node'), NODE_ENV: 'production', ...env },
  })
  const lines: Line[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (text) => {
      lines.push({ at: performance.now(), level: levelOf(text), text })
      appendFileSync(join(folder, `${name}.log`), `${text}\n`)
    })
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(-1))
    child.once('close', (code) => resolve(code))
  })
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  return {
    pid: child.pid ?? 0, lines, isAlive, ended,
    signal: (signal) => { child.kill(signal) },
    async kill() {
      if (isAlive()) child.kill('SIGKILL')
      await ended
    },
  }
}

function levelOf(text: string): number {
  try {
    return Number((JSON.parse(text) as { level?: number }).level ?? 0)
  } catch {
    return 0
  }
}

/** Throws a Violation when a process came to its end by itself, or says that something went by unseen. */
export function stillSound(name: string, { isAlive, lines }: Process): void {
  if (!isAlive()) throw new Violation(`${name} ended by itself: ${lines.slice(-5).map(({ text }) => text).join(' | ')}`)
  const unseen = lines.find(({ text }) => /nobody looked|unhandled|uncaught/i.test(text))
  if (unseen) throw new Violation(`${name} says: ${unseen.text.slice(0, 3_000)}`)
}

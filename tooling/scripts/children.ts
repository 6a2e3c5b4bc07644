import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT } from './places.ts'

const LOG_LIMIT = 20 * 1024 * 1024
/** Node lets its nursery grow to 32 MiB twice over, kept when idle; with this and the compile cache API and worker hold 350 MiB together instead of 540. */
const NODE_FLAGS = ['--max-semi-space-size=16']
/** Of one process before it was ever ready: then starting again is no use. */
const HOPELESS = 5
const PINO_ERROR = 50

export type Program = { name: string; file: string; env: Record<string, string> }
export type Options = {
  logs: string
  log: (line: string) => void
  /** Told once, when a program keeps ending before anything was ready. */
  onHopeless: (name: string, logFile: string) => void
}
export type Children = {
  /** From now on a crash is started again for ever, at growing intervals. */
  settled(): void
  /** Asks all to end, waits for them up to so many milliseconds, then kills what is left. */
  stop(patience: number): Promise<void>
  /** Kills all at once. */
  kill(): void
}

/** Runs each program and runs it again when it ends. Their output goes to a log file each, errors to the terminal as well. */
export function runChildren(programs: Program[], options: Options): Children {
  const state = { stopping: false, settled: false }
  const runs = programs.map((program) => supervise(program, options, state))
  return {
    settled: () => { state.settled = true },
    kill: () => runs.forEach((run) => run.child?.kill('SIGKILL')),
    async stop(patience) {
      state.stopping = true
      for (const run of runs) run.child?.kill('SIGTERM')
      const ended = Promise.all(runs.map((run) => run.ended)).then(() => true)
      if (!(await Promise.race([ended, sleep(patience, false, { ref: false })]))) {
        for (const run of runs) run.child?.kill('SIGKILL')
        await ended
      }
    },
  }
}

type Run = { child: ChildProcess | null; ended: Promise<void> }

function supervise(program: Program, options: Options, state: { stopping: boolean; settled: boolean }): Run {
  const logFile = join(options.logs, `${program.name}.log`)
  const run: Run = { child: null, ended: Promise.resolve() }
  run.ended = (async () => {
    for (let crashes = 0; !state.stopping;) {
      const began = Date.now()
      const output = openLog(logFile)
      run.child = start(program, output, options.log)
      const how = await endOf(run.child)
      run.child = null
      output.end()
      if (state.stopping) return
      crashes = Date.now() - began > 60_000 ? 1 : crashes + 1
      if (!state.settled && crashes === HOPELESS) options.onHopeless(program.name, logFile)
      const pause = backOff(crashes)
      options.log(`${program.name} ended (${how}); starting it again${pause >= 1000 ? ` in ${pause / 1000} s` : ''}. Its log: ${logFile}`)
      for (const until = Date.now() + pause; Date.now() < until && !state.stopping;) await sleep(50)
    }
  })()
  return run
}

/** Milliseconds to wait after so many crashes in a row: at once the first time, half a minute at most. */
export const backOff = (crashes: number): number => (crashes <= 1 ? 100 : Math.min(30_000, 500 * 2 ** (crashes - 2)))

function start(program: Program, output: WriteStream, log: (line: string) => void): ChildProcess {
  // In a process group of its own: Ctrl-C reaches the terminal's whole group, and each must end when it is its turn, not before.
  const child = spawn(process.execPath, [...NODE_FLAGS, '--import', join(ROOT, 'tooling/scripts/with-parent.ts'), join(ROOT, program.file)], {
    cwd: ROOT, env: program.env, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const [stream, alwaysShown] of [[child.stdout, false], [child.stderr, true]] as const) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      output.write(`${line}\n`)
      const shown = forTerminal(line, alwaysShown)
      if (shown) log(`${program.name}: ${shown}`)
    })
  }
  return child
}

/** How pino begins what is no error. Requests write two such lines each: reading them as JSON would cost more than writing them. */
const NO_ERROR = /^\{"level":[1-4]0,/

/** What of a log line belongs on the terminal: errors, in words. */
export function forTerminal(line: string, alwaysShown: boolean): string | null {
  if (NO_ERROR.test(line)) return null
  try {
    const entry = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } }
    if (typeof entry.level !== 'number') return alwaysShown ? line : null
    if (entry.level < PINO_ERROR) return null
    return [entry.msg, entry.err?.message].filter((part, i, all) => part && all.indexOf(part) === i).join(': ') || line
  } catch {
    return alwaysShown && line.trim() !== '' ? line : null
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`))
  })
}

function openLog(file: string): WriteStream {
  mkdirSync(join(file, '..'), { recursive: true })
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`)
  return createWriteStream(file, { flags: 'a', mode: 0o600 }).on('error', () => {})
}

import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, stopStale } from '@recert/db/postgres-process'
import { randomOf } from '@recert/scripts/demo/random'
import { CACHE } from '@recert/scripts/places'
import { type Engine, PG_BOSS } from './engines.ts'
import type { Process } from './process.ts'
import { type Context, type Measures, NotPlayed, type Promised, Violation } from './promise.ts'
import { type Server, startServer } from './server.ts'
import { since } from './wait.ts'
import { createWorld } from './world.ts'

export type Verdict = 'held' | 'violated' | 'broken' | 'not played'
export type Result = { id: string; says: string; unit: string; rounds: number; seed: number; verdict: Verdict; why?: string; seconds: number; measures: Measures }
export type RunOptions = { seed: number; smoke: boolean; rounds?: number | undefined; engine?: Engine; log(line: string): void }
export type Run = { play(promised: Promised): Promise<Result>; stop(): Promise<void> }

const FOLDER = join(CACHE, 'torture')
let runs = 0

/** One run: its folder, and its PostgreSQL, which is started when the first promise wants it. */
export function openRun({ seed, smoke, rounds: asked, engine = PG_BOSS, log }: RunOptions): Run {
  const folder = join(FOLDER, `${process.pid}-${++runs}`)
  const opened: { server: Promise<Server> | null } = { server: null }
  const server = async (): Promise<Server> => {
    if (!opened.server) await sweep()
    mkdirSync(folder, { recursive: true })
    // The database's own user must be able to pass through when we are root.
    chmodSync(folder, 0o711)
    opened.server ??= startServer(join(folder, 'data'))
    const running = await opened.server
    await running.start()
    return running
  }
  const stopping: (() => Promise<void>)[] = []
  /** In the opposite order; what one fails to stop must not keep the others. */
  const cleanUp = async (): Promise<void> => {
    for (const stop of stopping.splice(0).toReversed()) await stop().catch((error: unknown) => log(`  (stopping: ${String(error)})`))
  }
  return {
    async play(promised) {
      const rounds = smoke ? promised.rounds.smoke : (asked ?? promised.rounds.full)
      const [from, own] = [performance.now(), seed + Number(promised.id.slice(1))]
      const result = { id: promised.id, says: promised.says, unit: promised.unit, rounds, seed }
      try {
        const running = await server()
        const context: Context = {
          smoke, server: running, engine, folder,
          world: (options) => createWorld(running, folder, context, options),
          defer: (stop) => { stopping.push(async () => { await stop() }) },
          started: (process: Process) => {
            stopping.push(process.kill)
            return process
          },
          log: (line) => log(`  ${promised.id}  ${line}`),
        }
        const measures = await promised.play(context, rounds, randomOf(own))
        return { ...result, verdict: 'held', seconds: since(from), measures }
      } catch (error) {
        const verdict = error instanceof NotPlayed ? 'not played' : error instanceof Violation ? 'violated' : 'broken'
        const why = error instanceof NotPlayed || error instanceof Violation ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
        return { ...result, verdict, why, seconds: since(from), measures: {} }
      } finally {
        await cleanUp()
      }
    },
    async stop() {
      await cleanUp()
      await opened.server?.then((running) => running.stop(), () => undefined)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Stops and deletes what killed runs left behind. */
async function sweep(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  for (const name of readdirSync(FOLDER)) {
    if (isAlive(Number.parseInt(name))) continue
    await stopStale(join(FOLDER, name, 'data', 'postgres'), () => {})
    rmSync(join(FOLDER, name), { recursive: true, force: true })
  }
}

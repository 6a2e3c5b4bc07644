import { setTimeout as sleep } from 'node:timers/promises'
import type { Embedded } from '@recert/db/embedded'

export type Database = { url: string; stop(): Promise<void> }

/**
 * The database behind a url: the given one, or the embedded one, which is started and, should it be killed, started again on its port.
 * Loads what needs an installation only when it is called.
 */
export async function openDatabase(url: string | undefined, dataDir: string, log: (line: string) => void): Promise<Database> {
  if (url) return { url, stop: async () => {} }
  const { startEmbedded } = await import('@recert/db/embedded')
  const first = await startEmbedded({ dataDir, log })
  const state = { server: first, stopping: false, starting: Promise.resolve() }

  const watch = (server: Embedded): void => void server.exited.then(() => {
    if (!state.stopping) state.starting = again()
  })
  const again = async (): Promise<void> => {
    log('The database ended; starting it again.')
    for (let tries = 1; !state.stopping; tries++) {
      try {
        state.server = await startEmbedded({ dataDir, log, port: first.port })
        return watch(state.server)
      } catch (error) {
        log((error as Error).message)
        await sleep(Math.min(10_000, 500 * 2 ** tries))
      }
    }
  }
  watch(first)
  return {
    url: first.url,
    async stop() {
      state.stopping = true
      await state.starting
      await state.server.stop()
    },
  }
}

import { connect as dial, type Socket } from 'node:net'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'

const ASK_EVERY = 1_000
/** With the pause before it, what hangs is answered within five seconds. */
const PATIENCE = 3_000

/** What of the driver's options says where the database is. */
type Where = { host: string[]; port: number[]; path?: string | false }

export type Watch = {
  /** For the driver: opens the connections that are watched. */
  socket: (where: Where) => Socket
  end(): Promise<void>
}

/**
 * Notices a database that hangs: a network that swallows everything, or a machine that stands still. Nothing tells a query so, and it
 * would wait for ever. While nobody answers, the connections that wait are torn, and new ones at once, so that whoever asks is refused
 * in time; from the first answer on, they live. A slow statement is no silence, as others are answered meanwhile.
 */
export function watchSilence(url: string): Watch {
  const watched = new Set<Socket>()
  const state = { silent: false, ended: false, past: 0 }
  const open = (where: Where): Socket => {
    const { host: [host = 'localhost'], port: [port = 5432], path } = where
    // The driver names both in what it throws.
    const socket = Object.assign(path ? dial({ path }) : dial({ host, port }), { host, port })
    watched.add(socket)
    socket.once('close', () => {
      watched.delete(socket)
      state.past += socket.bytesRead
    })
    return socket
  }
  const socket = (where: Where): Socket => {
    const opened = open(where)
    // Not before the driver listens for errors.
    if (state.silent) setImmediate(() => opened.destroy(silence()))
    return opened
  }
  const heard = (): number => [...watched].reduce((bytes, { bytesRead }) => bytes + bytesRead, state.past)
  const tear = (): void => { for (const each of watched) each.destroy(silence()) }

  // Its own connection is among the watched: torn with them, it is made anew by the next question.
  const options = { max: 1, onnotice: () => {}, connect_timeout: PATIENCE / 1_000, backoff: () => 0, connection: { application_name: 'recert-watch' }, fetch_types: false, socket: open }
  const asking = postgres(url, options)
  const watching = (async () => {
    for (; !state.ended; await sleep(ASK_EVERY, undefined, { ref: false })) {
      const before = heard()
      const heardOf = await Promise.race([
        asking`select 1`.then((): Answer => 'answer', meaningOf),
        sleep(PATIENCE, 'silence' as const, { ref: false }),
      ])
      // This process itself may have stood still: what came meanwhile is read first.
      if (heardOf === 'silence') await turn()
      if (heardOf === 'answer') state.silent = false
      if (heardOf === 'silence') state.silent = heard() === before
      if (state.silent && !state.ended) tear()
    }
  })()
  return {
    socket,
    async end() {
      state.ended = true
      await asking.end({ timeout: 0 })
      await Promise.race([watching, sleep(ASK_EVERY)])
    },
  }
}

const silence = (): Error => Object.assign(new Error('the database does not answer'), { code: 'ETIMEDOUT' })

type Answer = 'answer' | 'silence' | 'unclear'

/** A refusal is an answer, too: whoever asks gets the same. A torn connection may as well be our own doing. */
function meaningOf(error: unknown): Answer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'silence'
  return /^(CONNECTION_|ECONNRESET|EPIPE)/.test(code) ? 'unclear' : 'answer'
}

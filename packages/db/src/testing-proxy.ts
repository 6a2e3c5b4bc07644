import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** `reset`: connections are torn and new ones refused. `black hole`: nothing gets through, and nobody is told. */
export type Cut = 'reset' | 'black hole'

export type Proxy = { port: number; cut(how: Cut): void; heal(): void; close(): Promise<void> }

/** A wire between a process and its database, for tests that cut it. On 127.0.0.1, at a port of its own. */
export async function startProxy(target: { host: string; port: number }): Promise<Proxy> {
  const pairs = new Set<[Socket, Socket]>()
  let cut: Cut | null = null
  const server = createServer((near) => {
    // A reset is all that a refused connection can say once it has been accepted.
    if (cut === 'reset') return void near.resetAndDestroy()
    const far = connect(target)
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    for (const [from, to] of [[near, far], [far, near]] as const) {
      // What travels while the wire is cut is lost; the connection is of no use any more, and a real network would tear it in the end.
      from.on('data', (bytes) => { if (cut === null && !to.write(bytes)) from.pause() })
      to.on('drain', () => from.resume())
      from.on('error', () => {}).on('close', () => {
        pairs.delete(pair)
        if (cut === null) to.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('the proxy has no port')
  const tear = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy()
  }
  return {
    port: address.port,
    cut: (how) => {
      cut = how
      if (how === 'reset') tear()
    },
    heal: () => {
      // Connections that lost some of their bytes must not go on as if nothing had been.
      if (cut === 'black hole') tear()
      cut = null
    },
    close: async () => {
      tear()
      server.close()
      await once(server, 'close')
    },
  }
}

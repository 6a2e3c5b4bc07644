import { connect, createServer } from 'node:net'

/** Why a port cannot be listened on and what to do, or null when it can. */
export async function portComplaint(port: string): Promise<string | null> {
  for (const host of ['::', '0.0.0.0', '127.0.0.1']) {
    const code = await new Promise<string | undefined>((done) => {
      const server = createServer().once('error', (error: NodeJS.ErrnoException) => done(error.code))
      server.listen({ port: Number(port), host }, () => server.close(() => done(undefined)))
    })
    if (code === 'EADDRINUSE') return `Port ${port} is in use by another program. Choose another: \`PORT=${another(port)} npm start\`.`
    if (code === 'EACCES') return `Port ${port} may not be opened by this user. Choose one above 1023: \`PORT=4000 npm start\`.`
  }
  return null
}

/** A port to propose instead of this one. */
export const another = (port: string): number => (Number(port) < 65_535 ? Number(port) + 1 : 4001)

/** Why nobody can be reached at host:port and what to do, or null when somebody listens there. */
export async function temporalComplaint(address: string): Promise<string | null> {
  const { hostname, port } = new URL(`tcp://${address}`)
  const reason = await new Promise<string | null>((done) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) })
    socket.setTimeout(5_000, () => done('no answer within 5 s')).once('connect', () => done(null)).once('error', (error) => done(error.message))
    socket.once('connect', () => socket.destroy()).once('timeout', () => socket.destroy())
  })
  return reason && `TEMPORAL_ADDRESS: no Temporal server answers at ${address} (${reason}). Start it or correct the address; without TEMPORAL_ADDRESS, Recert runs its workflows on PostgreSQL alone.`
}

import { initTRPC } from '@trpc/server'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import Fastify from 'fastify'

// The floor of a trivial query: Fastify and tRPC with nothing of ours, in a process of its own. Tells its port to whoever started it.

const t = initTRPC.context<{ at: number }>().create()
const router = t.router({ trivial: t.procedure.query(({ ctx }) => ({ at: ctx.at })) })
const app = Fastify({ logger: { level: 'warn' } })
await app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions: { router, createContext: () => ({ at: Date.now() }) } })
const address = await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.(address)
process.on('disconnect', () => process.exit(0))

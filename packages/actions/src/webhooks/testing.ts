import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from '@recert/db/client'
import type { Ctx } from '../context.ts'
import type { World } from '../imports/testing.ts'
import { deliverWebhooks } from './deliver-webhooks.ts'
import { queueNews } from './queue-news.ts'
import { createWebhook, type WebhookValues } from './save-webhook.ts'

export type MessageSeen = { id: string; event: string; state: string; attempts: number; cause: string; data: Record<string, unknown>; happenedAt: Date }

/** What tests of webhooks do, and look at, in a world. */
export function webhooksIn(world: World) {
  const workers: (() => Promise<void>)[] = []
  const act = <T>(action: (ctx: Ctx) => Promise<T>): Promise<T> => transaction(world.db, async (tx) => action({ tx, now: await world.deps.clock.now(tx), actor: world.actor }))
  return {
    act,
    endpoint: (values: Partial<WebhookValues> = {}): Promise<{ id: string; secret: string }> =>
      act((ctx) => createWebhook(ctx, world.deps, { url: 'http://127.0.0.1:4999/', description: '', events: ['award.issued', 'award.renewed', 'award.expired', 'award.removed', 'import.finished'], active: true, ...values })),
    /** Makes messages of all that happened. */
    queueAll: async (): Promise<void> => { while (await queueNews(world.deps) > 0); },
    messages: async (endpointId?: string): Promise<MessageSeen[]> => [...await world.db.sql<MessageSeen[]>`
      select id, event, state, attempts, cause, data, happened_at as "happenedAt" from webhook_message where ${endpointId ?? null}::uuid is null or endpoint_id = ${endpointId ?? null} order by created_at, id`],
    /** A worker's part that delivers. */
    startWorker(): () => Promise<void> {
      const stopping = new AbortController()
      const working = deliverWebhooks(world.deps, { stopping: stopping.signal, tell: (_, error) => { throw error } })
      const stop = async (): Promise<void> => {
        stopping.abort()
        await working
      }
      workers.push(stop)
      return stop
    },
    stopWorkers: () => Promise.all(workers.splice(0).map((stop) => stop())),
    forget: async (): Promise<void> => {
      await world.db.sql`delete from webhook_message`
      await world.db.sql`delete from webhook_endpoint`
      await world.db.sql`delete from webhook_news`
    },
  }
}

export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await holds()); await sleep(30)) if (Date.now() > end) throw new Error(`not within 20 s: ${what}`)
}

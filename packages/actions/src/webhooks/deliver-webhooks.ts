import { setTimeout as sleep } from 'node:timers/promises'
import { holdRows, releaseRows } from '@recert/db/queries/in-hand'
import { claimMessages, type ClaimedMessage, type SettledMessage, settleMessages } from '@recert/db/queries/webhook-messages'
import { findDestination } from '@recert/db/queries/webhooks'
import { afterTry, FAILING_MOST } from '@recert/domain/webhooks'
import type { Deps } from '../deps.ts'
import { holdOn, LOOK_EVERY, orPause, PATIENCE, pause, writeDown } from '../in-hand.ts'
import type { Resolve } from './address.ts'
import { type Delivery, type Deliverer, openDeliverer } from './deliverer.ts'
import { bodyOf } from './payloads.ts'
import { queueNews } from './queue-news.ts'
import { secretsOf } from './secrets.ts'

/** `tell`: of what keeps webhooks from being told. `resolve`: looks names up, for tests. */
export type Telling = { stopping: AbortSignal; tell: (problem: string, error: unknown) => void; resolve?: Resolve }

/** So many are taken at a time of each endpoint. */
const TAKEN = 50
/** So many are under way at once to one endpoint from one worker. */
const AT_ONCE = 5

/**
 * Makes messages of what happened and delivers them, until it is told to stop. Any number of workers may do so at once: each message is one's at a time.
 * Each endpoint has connections of its own, so that one that does not answer holds up nobody else.
 */
export async function deliverWebhooks(deps: Deps, telling: Telling): Promise<void> {
  await Promise.all([queueAllNews(deps, telling), deliverMessages(deps, telling)])
}

/** An import of a million awards is news of a million events: half of the time is left to what else the worker does. */
async function queueAllNews(deps: Deps, { stopping, tell }: Telling): Promise<void> {
  while (!stopping.aborted) {
    const from = Date.now()
    const count = await queueNews(deps).catch((error: unknown) => {
      tell('what happened waits', error)
      return 0
    })
    await pause(count === 0 ? LOOK_EVERY : Date.now() - from, stopping)
  }
}

/** What a worker has of one endpoint. `dry`: it had no more when it was last asked. `gone`: it answered so, and it is being noted. */
type Lane = { waiting: ClaimedMessage[]; underWay: number; dry: boolean; gone: boolean }

async function deliverMessages(deps: Deps, { stopping, tell, resolve }: Telling): Promise<void> {
  const deliverer = openDeliverer({ privateAllowed: deps.privateWebhooks ?? false, resolve })
  const outcomes = writeDown<SettledMessage>((some) => settle(deps, some), (error) => tell('what became of some could not be noted', error))
  const held = holdOn<ClaimedMessage>((messages, comesBackAt) => holdRows(deps.db, 'webhook_message', messages, comesBackAt))
  const lanes = new Map<string, Lane>()
  const underWay = new Set<Promise<void>>()
  const giveBack = async (messages: ClaimedMessage[]): Promise<void> => {
    held.let(messages)
    await releaseRows(deps.db, 'webhook_message', messages, new Date()).catch((error: unknown) => tell('some come back later', error))
  }

  /** Whoever is gone for good is asked no more. Until that is noted, what is given back would only be taken again. */
  async function leave(lane: Lane): Promise<void> {
    lane.gone = true
    await outcomes.written()
    await giveBack(lane.waiting.splice(0))
    lane.gone = false
  }

  async function tryOne(message: ClaimedMessage, lane: Lane): Promise<void> {
    try {
      const delivery = await deliver(deliverer, deps, message)
      if (delivery === null) return await giveBack([message, ...lane.waiting.splice(0)])
      held.let([message])
      outcomes.add(outcomeOf(message, delivery))
      if (delivery.fault === 'WEBHOOK_GONE') await leave(lane)
    } catch (error) {
      lane.waiting.unshift(message)
      tell('they wait', error)
      await pause(LOOK_EVERY, stopping)
    }
  }

  function send(message: ClaimedMessage, lane: Lane): void {
    lane.underWay++
    const sent = tryOne(message, lane).finally(() => {
      lane.underWay--
      underWay.delete(sent)
    })
    underWay.add(sent)
  }

  let claimedAt = 0
  while (!stopping.aborted) {
    try {
      if (Date.now() - claimedAt >= LOOK_EVERY || [...lanes.values()].some(({ waiting, dry }) => waiting.length === 0 && !dry)) {
        claimedAt = Date.now()
        for (const [id, lane] of lanes) if (lane.waiting.length + lane.underWay === 0) lanes.delete(id)
        const except = [...lanes].filter(([, lane]) => lane.gone || lane.waiting.length > 0 || lane.underWay >= AT_ONCE).map(([id]) => id)
        for (const message of await held.take((by) => claimMessages(deps.db, { ...by, limit: TAKEN, except }))) laneOf(lanes, message.endpointId).waiting.push(message)
        for (const lane of lanes.values()) lane.dry = lane.waiting.length === 0
      }
      for (const lane of lanes.values()) {
        while (!lane.gone && lane.underWay < AT_ONCE) {
          const message = lane.waiting.shift()
          if (!message) break
          if (held.isSure(message)) send(message, lane)
          else held.let([message])
        }
      }
      await orPause(underWay, stopping)
    } catch (error) {
      tell('they wait', error)
      await pause(LOOK_EVERY, stopping)
    }
  }
  await giveBack([...lanes.values()].flatMap(({ waiting }) => waiting))
  await Promise.race([Promise.all(underWay).then(outcomes.written), sleep(PATIENCE, undefined, { ref: false })])
  held.end()
  await deliverer.close()
}

function laneOf(lanes: Map<string, Lane>, endpoint: string): Lane {
  const lane = lanes.get(endpoint) ?? { waiting: [], underWay: 0, dry: false, gone: false }
  lanes.set(endpoint, lane)
  return lane
}

/**
 * To where the endpoint is by now, with the secrets of now: messages lie in a worker's hands for minutes while it does not answer. Null, and nothing
 * is sent, where it has been paused or deleted. Throws where nobody can say.
 */
async function deliver(deliverer: Deliverer, { db, secret }: Deps, message: ClaimedMessage): Promise<Delivery | null> {
  const destination = await findDestination(db, message.endpointId)
  if (destination === null) return null
  const now = new Date()
  const secrets = secretsOf(destination, secret, now)
  if (secrets === null) return { at: now, milliseconds: 0, status: null, fault: 'WEBHOOK_SECRET_UNREADABLE', retryAfter: null, answer: null }
  return deliverer.deliver({ url: destination.url, id: message.id, body: bodyOf({ type: message.event, timestamp: message.happenedAt, data: message.data }), secrets })
}

function outcomeOf({ id, attempts, tries }: ClaimedMessage, delivery: Delivery): SettledMessage {
  const { state, wait } = afterTry(delivery, tries)
  const { at, milliseconds, status, fault, answer } = delivery
  return { id, attempts, state, nextTryAt: wait === null ? null : new Date(Date.now() + wait), at, milliseconds, status, fault, answer }
}

const settle = (deps: Deps, some: SettledMessage[]): Promise<void> => settleMessages(deps.db, some, { now: new Date(), failingBefore: new Date(Date.now() - FAILING_MOST) })

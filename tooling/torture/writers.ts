import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Door } from './door.ts'
import { must, Violation } from './promise.ts'
import { over } from './wait.ts'
import type { World } from './world.ts'

export type Writers = {
  /** The names of which the API said that they are kept. */
  acknowledged: string[]
  /** How many answers there were of each status. */
  statuses: Map<number, number>
  worst: { seconds: number }
  /** When the last write was acknowledged, on performance.now(). */
  lastGood(): number
  stop(): Promise<void>
}

/** The longest that anybody waits for an answer, in seconds; what is above 5 is the way through this machine's own queue. */
const ANSWERS_WITHIN = 5.5

/** Some who write through the API all the time, each remembering what was acknowledged, and some who read. Answers other than good ones and 503 with Retry-After are violations. */
export function startWriters(door: Door, count = 4): Writers {
  const acknowledged: string[] = []
  const statuses = new Map<number, number>()
  const worst = { seconds: 0 }
  let [made, lastGood] = [0, performance.now()]
  const judge = (what: string, answer: Answer): void => {
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    worst.seconds = Math.max(worst.seconds, answer.seconds)
    if (answer.seconds > ANSWERS_WITHIN) throw new Violation(`${what} was answered after ${answer.seconds} s (${answer.status} ${answer.text.slice(0, 200)})`)
    if (answer.status === 503) must(answer.retryAfter !== null && !/\bat .*\.ts:\d/.test(answer.text), `${what}: 503 without Retry-After, or with a stack: ${answer.text.slice(0, 200)}`)
    else must(answer.status >= 200 && answer.status < 300, `${what} was answered ${answer.status}: ${answer.text.slice(0, 300)}`)
  }
  const writers = Array.from({ length: count }, () => over(async () => {
    const name = `group ${++made}`
    const answer = await door.call('POST', '/api/v1/groups', { name })
    judge('a write', answer)
    if (answer.status === 201) {
      acknowledged.push(name)
      lastGood = performance.now()
    } else await sleep(50)
  }))
  const readers = Array.from({ length: 2 }, () => over(async () => {
    judge('a list', await door.call('GET', '/api/v1/people?limit=5'))
    await sleep(20)
  }))
  return {
    acknowledged, statuses, worst, lastGood: () => lastGood,
    stop: async () => { for (const each of [...writers, ...readers]) await each.stop() },
  }
}

/** Whatever was acknowledged is there, once. */
export async function nothingLost({ db }: World, { acknowledged }: Writers): Promise<void> {
  const rows = await db.sql<{ name: string }[]>`select name from "group"`
  const kept = new Set(rows.map(({ name }) => name))
  const lost = acknowledged.filter((name) => !kept.has(name))
  must(lost.length === 0, `${lost.length} acknowledged writes are lost: ${lost.slice(0, 5).join(', ')}`)
  must(kept.size === rows.length, 'a write was made twice')
}

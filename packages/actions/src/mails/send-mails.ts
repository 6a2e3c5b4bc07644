import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from '@recert/db/client'
import { holdRows, releaseRows } from '@recert/db/queries/in-hand'
import { claimMails, type ClaimedMail, keepInOutbox, type Settled, settleMails } from '@recert/db/queries/mails'
import { CONNECTIONS, type Delivery, type MailServer, openTransport, type Transport } from '@recert/mail/transport'
import type { Deps } from '../deps.ts'
import { holdOn, LOOK_EVERY, orPause, PATIENCE, pause, writeDown } from '../in-hand.ts'
import { findOutlet, type Outlet } from './mail-server.ts'

/** `tell`: of what keeps mails from leaving, and of the end of it (null). */
export type Sending = { stopping: AbortSignal; tell: (problem: string | null, error?: unknown) => void }

/** How old the settings may be by which mails are sent. */
const SETTINGS_KEPT = 5_000
/** So many are taken at a time. */
const TAKEN = 25
/** A server that does not answer is asked at intervals that double up to this. */
const LONGEST_PAUSE = 60_000
/** After a refusal for now, a mail is tried after 2 s, 4 s … at last every hour, for about three days. */
const LONGEST_WAIT = 3_600_000
const MOST_TRIES = 84

/** When a mail that was refused for now, for so many times, is tried next. */
export const waitAfter = (attempts: number): number => Math.min(1000 * 2 ** attempts, LONGEST_WAIT)

/**
 * Sends what waits, until it is told to stop. Any number of workers may do so at once: each mail is one's at a time. A mail's own failures put that
 * mail off; a server that does not answer at all is asked until it does, and nothing is tried meanwhile.
 */
export async function sendMails(deps: Deps, { stopping, tell }: Sending): Promise<void> {
  const outlet = watchOutlet(deps)
  const outcomes = writeDown<Settled>(async (some) => settleMails(deps.db, some, await deps.clock.now(deps.db)), (error) => tell('what became of some could not be noted', error))
  const underWay = new Set<Promise<void>>()
  let inHand: ClaimedMail[] = []
  const held = holdOn<ClaimedMail>((mails, comesBackAt) => holdRows(deps.db, 'mail', mails, comesBackAt))
  let broken = false
  const giveBack = async (): Promise<void> => {
    const mails = inHand
    inHand = []
    held.let(mails)
    await releaseRows(deps.db, 'mail', mails, new Date())
  }
  while (!stopping.aborted) {
    try {
      const { transport, perMinute } = await outlet.current()
      if (!transport) {
        await giveBack()
        if (await keepInOutbox(deps.db) === 0) await pause(LOOK_EVERY, stopping)
        continue
      }
      if (broken) {
        await giveBack()
        await Promise.all(underWay)
        broken = !(await answersAgain(transport, outlet, { stopping, tell }))
        continue
      }
      if (inHand.length === 0) inHand = await held.take((by) => transaction(deps.db, (tx) => claimMails(tx, { ...by, limit: TAKEN, perMinute })))
      while (underWay.size < CONNECTIONS) {
        const mail = inHand.shift()
        if (!mail) break
        if (!held.isSure(mail)) {
          held.let([mail])
          continue
        }
        const sent = transport.send(mail).then((delivery) => {
          broken ||= delivery.kind === 'broken'
          held.let([mail])
          outcomes.add({ ...mail, ...outcomeOf(mail, delivery) })
          underWay.delete(sent)
        })
        underWay.add(sent)
      }
      await (underWay.size < CONNECTIONS ? orPause(underWay, stopping) : Promise.race(underWay))
    } catch (error) {
      tell('they wait', error)
      await pause(LOOK_EVERY, stopping)
    }
  }
  await giveBack().catch((error: unknown) => tell('some come back later', error))
  await Promise.race([Promise.all(underWay).then(outcomes.written), sleep(PATIENCE, undefined, { ref: false })])
  held.end()
  outlet.close()
}

function outcomeOf({ attempts }: ClaimedMail, delivery: Delivery): Pick<Settled, 'state' | 'error' | 'nextTryAt'> {
  if (delivery.kind === 'accepted') return { state: 'sent', error: null, nextTryAt: null }
  const { reason: error } = delivery
  if (delivery.kind === 'refused' || attempts >= MOST_TRIES) return { state: 'failed', error, nextTryAt: null }
  return { state: 'queued', error, nextTryAt: new Date(Date.now() + waitAfter(attempts)) }
}

/** Asks a server that failed until it answers (true), the settings say another way, or it is time to stop. */
async function answersAgain(transport: Transport, outlet: WatchedOutlet, { stopping, tell }: Sending): Promise<boolean> {
  for (let wait = LOOK_EVERY; !stopping.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
    const answer = await transport.check()
    tell(answer.kind === 'accepted' ? null : answer.reason)
    if (answer.kind === 'accepted') return true
    for (const until = Date.now() + wait; !stopping.aborted && Date.now() < until; await pause(LOOK_EVERY, stopping)) {
      if ((await outlet.current()).transport !== transport) return false
    }
  }
  return false
}

type WatchedOutlet = { current(): Promise<{ transport: Transport | null; perMinute: number | null }>; close(): void }

/** The transport that the settings say, kept open as long as they stay the same. */
function watchOutlet(deps: Deps): WatchedOutlet {
  let known: { at: number; key: string; outlet: Outlet; transport: Transport | null } | null = null
  return {
    async current() {
      // That there is no server is never an old answer: what is sent again once one was saved would only be kept again.
      if (known?.transport && Date.now() - known.at < SETTINGS_KEPT) return { transport: known.transport, perMinute: known.outlet.perMinute }
      const outlet = await findOutlet(deps.db, deps)
      const key = JSON.stringify(outlet.server)
      const same = known?.key === key
      if (!same) known?.transport?.close()
      known = { at: Date.now(), key, outlet, transport: same && known ? known.transport : openOf(outlet.server) }
      return { transport: known.transport, perMinute: outlet.perMinute }
    },
    close() { known?.transport?.close() },
  }
}

const openOf = (server: MailServer | null): Transport | null => (server ? openTransport(server) : null)

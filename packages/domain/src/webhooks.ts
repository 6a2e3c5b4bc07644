import { DomainError } from './errors.ts'
import { DAY } from './dates.ts'

/** What a webhook can be told of. */
export const WEBHOOK_EVENTS = ['award.issued', 'award.renewed', 'award.expired', 'award.removed', 'import.finished'] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

/** What a test is sent as; nobody subscribes to it. */
export const WEBHOOK_TEST = 'webhook.test'

export const WEBHOOK_STATES = ['queued', 'delivered', 'failed'] as const
export type WebhookState = (typeof WEBHOOK_STATES)[number]

/** Why Recert paused an endpoint by itself: it answered that it is gone for good, or it has taken nothing for days. */
export const STOPPED_BY = ['gone', 'failing'] as const
export type StoppedBy = (typeof STOPPED_BY)[number]

/** Why a try did not get through. */
export const WEBHOOK_FAULTS = [
  'WEBHOOK_STATUS', 'WEBHOOK_REDIRECTED', 'WEBHOOK_GONE', 'WEBHOOK_TIMED_OUT', 'WEBHOOK_NAME_UNKNOWN', 'WEBHOOK_ADDRESS_REFUSED', 'WEBHOOK_UNREACHABLE', 'WEBHOOK_TLS', 'WEBHOOK_BROKE_OFF', 'WEBHOOK_SECRET_UNREADABLE',
] as const
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number]

/** What came of one try. `status`: null where no answer came. `retryAfter`: in milliseconds, as a 429 or 503 asks. */
export type WebhookTry = { status: number | null; fault: WebhookFault | null; retryAfter: number | null }

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How long after each failed try the next one is made, in milliseconds; standard-webhooks suggests these. After the tenth there is none: about three days. */
export const WEBHOOK_WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR] as const

/** Nobody is waited for longer than that, whatever they ask. */
const LONGEST_WAIT = 24 * HOUR

/** How long a rotated secret goes on signing beside the new one. */
export const EARLIER_SECRET_FOR = DAY

/** An endpoint that has taken nothing for so long is paused. */
export const FAILING_MOST = 5 * DAY

/** Each has some of every worker's connections to itself. */
export const MOST_WEBHOOKS = 50

export const WEBHOOK_DESCRIPTION_MOST = 500

/**
 * What becomes of a message after its nth try (`tries`, from 1 on). `wait`: milliseconds until the next one, null when there is none.
 */
export function afterTry({ status, fault, retryAfter }: WebhookTry, tries: number): { state: WebhookState; wait: number | null } {
  if (fault === null) return { state: 'delivered', wait: null }
  const wait = WEBHOOK_WAITS[tries - 1]
  if (fault === 'WEBHOOK_GONE' || wait === undefined) return { state: 'failed', wait: null }
  const asked = status === 429 || status === 503 ? (retryAfter ?? 0) : 0
  return { state: 'queued', wait: Math.min(Math.max(wait, asked), LONGEST_WAIT) }
}

/** What an answer's status means. Redirects are not followed: what is signed for one address is nobody else's. */
export function faultOf(status: number): WebhookFault | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return 'WEBHOOK_REDIRECTED'
  return status === 410 ? 'WEBHOOK_GONE' : 'WEBHOOK_STATUS'
}

/** Retry-After, seconds or a date of HTTP, as milliseconds from `now` on; null when it is neither. */
export function readRetryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * SECOND
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}

/** The events in their order, each once. Throws WEBHOOK_EVENTS_REQUIRED. */
export function checkEvents(events: readonly WebhookEvent[]): WebhookEvent[] {
  if (events.length === 0) throw new DomainError('WEBHOOK_EVENTS_REQUIRED')
  return WEBHOOK_EVENTS.filter((each) => events.includes(each))
}

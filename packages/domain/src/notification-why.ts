import type { Channel, NotificationEvent, NotificationState, SkipReason } from './notifications.ts'

/** What else there is to say of a notification than why it was skipped: what became of it, or why there is none. Each has a sentence. */
export const WHY_CODES = [
  'MAIL_SENT', 'MAIL_QUEUED', 'MAIL_IN_OUTBOX', 'MAIL_FAILED', 'MAIL_BOUNCED', 'TOLD_IN_INBOX', 'WAITS_UNTIL', 'DUE_NOW', 'DUE_LATER',
  'NO_RULE', 'RULE_IS_PAUSED', 'APP_IS_INACTIVE', 'NOT_HELD', 'FOR_OTHER_CERTIFICATIONS', 'FOR_OTHER_PEOPLE', 'NEVER_EXPIRES', 'DUE_BEFORE_ACTIVATION', 'IMPORTED_SILENTLY',
  'HOLDER_IS_DEACTIVATED', 'HAS_NO_ADDRESS', 'MAILS_NOT_WANTED', 'NOT_MEANT_WHEN_DUE',
] as const
export type WhyCode = (typeof WHY_CODES)[number]

/** What keeps a person from being told, as things stand; the first that holds. */
export type Hindrance = 'HOLDER_IS_DEACTIVATED' | 'HAS_NO_ADDRESS' | 'MAILS_NOT_WANTED'
type Reader = { active: boolean; hasAddress: boolean; optedOut: boolean }

export function hindranceOf({ active, hasAddress, optedOut }: Reader, channel: Channel): Hindrance | null {
  if (!active) return 'HOLDER_IS_DEACTIVATED'
  if (channel === 'in_app') return null
  if (!hasAddress) return 'HAS_NO_ADDRESS'
  return optedOut ? 'MAILS_NOT_WANTED' : null
}

/** What is stored of one rule, one person and the last cycle of one certification of theirs. `channel`: the mail where the rule sends one, else the inbox. */
export type WhyFacts = Reader & {
  event: NotificationEvent; channel: Channel; appActive: boolean
  /** Null while the rule is paused. */
  activeSince: Date | null
  forCertification: boolean; forPerson: boolean
  removed: boolean; expiresAt: Date | null
  /** The instant of the event with the rule's offset; null where it never comes. */
  dueAt: Date | null
  /** The rule has come as far as its instant, and all that happened to the award has been asked about. */
  planned: boolean
  /** What made the award as it is came by an import that was to notify nobody. */
  silent: boolean
  /** What there is in the log, for this very expiry. */
  logged: { state: NotificationState; reason: SkipReason | null; sendAt: Date; settledAt: Date | null; sentAt: Date | null } | null
}

/** `at`: the instant that the sentence speaks of. */
export type Why = { code: WhyCode | SkipReason; at: Date | null }

/** R10.6: why somebody was told nothing by a rule, or when they were or will be; of several reasons the one without which the others would not matter. */
export function whyNone(facts: WhyFacts, now: Date): Why {
  const { logged, event, activeSince, dueAt } = facts
  if (logged) return whatBecame(logged, facts.channel, now)
  if (!facts.appActive) return { code: 'APP_IS_INACTIVE', at: null }
  if (!facts.forCertification) return { code: 'FOR_OTHER_CERTIFICATIONS', at: null }
  if (!facts.forPerson) return { code: 'FOR_OTHER_PEOPLE', at: null }
  if (activeSince === null) return { code: 'RULE_IS_PAUSED', at: null }
  if (facts.removed) return { code: 'AWARD_REMOVED', at: null }
  if (event === 'expired' && facts.expiresAt === null) return { code: 'NEVER_EXPIRES', at: null }
  if (dueAt === null) return { code: 'NOT_MEANT_WHEN_DUE', at: null }
  if (dueAt > now) return { code: hindranceOf(facts, facts.channel) ?? 'DUE_LATER', at: dueAt }
  // R10.3: an expiry's instant must come after the activation, an issue may come with it.
  if (event === 'expired' ? dueAt <= activeSince : dueAt < activeSince) return { code: 'DUE_BEFORE_ACTIVATION', at: dueAt }
  if (!facts.planned) return { code: 'DUE_NOW', at: dueAt }
  return { code: facts.silent ? 'IMPORTED_SILENTLY' : 'NOT_MEANT_WHEN_DUE', at: dueAt }
}

function whatBecame({ state, reason, sendAt, settledAt, sentAt }: NonNullable<WhyFacts['logged']>, channel: Channel, now: Date): Why {
  if (channel === 'in_app' && state === 'sent') return { code: 'TOLD_IN_INBOX', at: settledAt }
  switch (state) {
    case 'planned': return { code: sendAt > now ? 'WAITS_UNTIL' : 'DUE_NOW', at: sendAt }
    case 'skipped': return { code: reason ?? 'NOT_MEANT_WHEN_DUE', at: settledAt }
    case 'queued': return { code: 'MAIL_QUEUED', at: settledAt }
    case 'outbox': return { code: 'MAIL_IN_OUTBOX', at: settledAt }
    case 'failed': return { code: 'MAIL_FAILED', at: settledAt }
    case 'bounced': return { code: 'MAIL_BOUNCED', at: sentAt ?? settledAt }
    case 'sent': return { code: 'MAIL_SENT', at: sentAt ?? settledAt }
  }
}

import { DAY } from './dates.ts'
import { DomainError } from './errors.ts'
import { LANGUAGES, type Language } from './people.ts'
import { checkName } from './text.ts'

/** What a rule is about: that a certification has been issued, or that it expires. */
export const NOTIFICATION_EVENTS = ['issued', 'expired'] as const
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number]

/** `at`: at the event itself. Before and after it are for expiries. */
export const NOTIFICATION_TIMINGS = ['at', 'before', 'after'] as const
export type NotificationTiming = (typeof NOTIFICATION_TIMINGS)[number]

export const OFFSET_UNITS = ['hour', 'day', 'week'] as const
export type OffsetUnit = (typeof OFFSET_UNITS)[number]

export const CHANNELS = ['email', 'in_app'] as const
export type Channel = (typeof CHANNELS)[number]

/** `planned`: its instant has come. `queued`: the mail is written and waits for the mail server. `bounced`: it came back. `outbox`: there is no mail server. */
export const NOTIFICATION_STATES = ['planned', 'queued', 'sent', 'outbox', 'failed', 'bounced', 'skipped'] as const
export type NotificationState = (typeof NOTIFICATION_STATES)[number]

/** Why a notification was not sent. Each has a sentence. */
export const SKIP_REASONS = [
  'RULE_PAUSED', 'RULE_DELETED', 'APP_PAUSED', 'HOLDER_DEACTIVATED', 'NO_MANAGER', 'NO_ADDRESS', 'OPTED_OUT', 'AWARD_RENEWED', 'AWARD_REMOVED', 'AWARD_REDATED', 'CERTIFICATION_GONE', 'EXPIRED_MEANWHILE', 'TOO_LATE', 'TEXT_FAILED',
] as const
export type SkipReason = (typeof SKIP_REASONS)[number]

/** When a rule fires: days are of 24 hours, as in R5.4. `amount` is 0 where the timing is `at`. */
export type Timing = { event: NotificationEvent; timing: NotificationTiming; amount: number; unit: OffsetUnit }

/** The subject and the body in one language, with shortcodes. */
export type NotificationText = { subject: string; body: string }
export type NotificationTexts = { [L in Language]?: NotificationText | undefined }

/** R10.2: how late a notification may still be sent; what fell due earlier is skipped, so that nobody is told about last year. */
export const CATCH_UP_MS = 30 * DAY

const AMOUNT_MOST = 9999
const SUBJECT_MOST = 200
const BODY_MOST = 20_000

/**
 * `digest`: one mail per person and day instead of one per award. `managerCopy`: the managers of the holder's branch are told, too.
 * `calendarAttachment`: mails carry the expiry as an entry for the calendar.
 */
export type RuleOptions = { digest: boolean; managerCopy: boolean; calendarAttachment: boolean }
export type RuleInput = Timing & RuleOptions & { name: string; channels: readonly Channel[]; texts: NotificationTexts }

/**
 * R10.1: a rule as it can be kept: name trimmed, amount whole, a channel, and a text in at least one language.
 * Throws NAME_REQUIRED, TEXT_TOO_LONG, RULE_TIMING_INVALID, RULE_CHANNEL_REQUIRED, RULE_TEXT_REQUIRED. Shortcodes are checked where texts are compiled.
 */
export function checkRule<Input extends RuleInput>(input: Input): Input {
  checkTiming(input)
  return { ...input, channels: checkChannels(input.channels), name: checkName(input.name), texts: checkTexts(input.texts) }
}

/** Throws RULE_TIMING_INVALID. */
export function checkTiming({ event, timing, amount }: Omit<Timing, 'unit'>): void {
  const fires = timing === 'at' ? amount === 0 : event === 'expired' && Number.isInteger(amount) && amount >= 1 && amount <= AMOUNT_MOST
  if (!fires) throw new DomainError('RULE_TIMING_INVALID')
}

/** The channels in their order, each once. Throws RULE_CHANNEL_REQUIRED. */
export function checkChannels(channels: readonly Channel[]): Channel[] {
  if (channels.length === 0) throw new DomainError('RULE_CHANNEL_REQUIRED')
  return CHANNELS.filter((channel) => channels.includes(channel))
}

/** Texts in at least one language, each with subject and body, trimmed. Throws RULE_TEXT_REQUIRED, TEXT_TOO_LONG. */
export function checkTexts(texts: NotificationTexts): NotificationTexts {
  const checked = LANGUAGES.flatMap((language) => (texts[language] ? [[language, checkText(texts[language])] as const] : []))
  if (checked.length === 0) throw new DomainError('RULE_TEXT_REQUIRED')
  return Object.fromEntries(checked)
}

/** Both trimmed. Throws RULE_TEXT_REQUIRED, TEXT_TOO_LONG. */
export function checkText({ subject, body }: NotificationText): NotificationText {
  if (subject.trim() === '' || body.trim() === '') throw new DomainError('RULE_TEXT_REQUIRED')
  if (subject.length > SUBJECT_MOST) throw new DomainError('TEXT_TOO_LONG', { field: 'subject', most: SUBJECT_MOST })
  if (body.length > BODY_MOST) throw new DomainError('TEXT_TOO_LONG', { field: 'body', most: BODY_MOST })
  return { subject: subject.trim(), body: body.trim() }
}

/** The text for a reader: in their language, else in English, else in whichever there is. */
export function textFor(texts: NotificationTexts, language: Language): NotificationText {
  const text = texts[language] ?? texts.en ?? Object.values(texts)[0]
  if (!text) throw new Error('a rule without a text')
  return text
}

/** R10.1: what texts may name, in Docebo's spelling `[first_name]` or Liquid's `{{ first_name }}`. */
export const SHORTCODES = [
  'first_name', 'last_name', 'username', 'certification_title', 'certification_code', 'certification_description', 'issue_date', 'expiration_date', 'days_to_renew', 'renew_link', 'platform_url',
] as const
export type Shortcode = (typeof SHORTCODES)[number]

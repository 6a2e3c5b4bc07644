import { type Expiry, findFeed, listExpiries } from '@recert/db/queries/calendars'
import type { Queryable } from '@recert/db/client'
import { may, type Scope, scopeOf } from '@recert/domain/access'
import { DAY } from '@recert/domain/dates'
import { looksLikeUuid } from '@recert/domain/keys'
import { type Language, LANGUAGES, nameOf } from '@recert/domain/people'
import { type CalendarEntry, expiryCalendar, feedCalendar, feedName } from '@recert/mail/calendar'
import { awardLink } from '../awards/award-link.ts'
import type { Deps } from '../deps.ts'
import { renewLink } from '../renewals/renew-link.ts'
import { readToken, signToken } from '../signed-token.ts'

const PURPOSE = 'calendar'
/** More no calendar shows in any useful way. */
const ENTRIES_MOST = 5000
/** How long what has expired stays, and how far other people's expiries are told ahead. */
const OWN_PAST_MS = 365 * DAY
const PEOPLE_PAST_MS = 30 * DAY
const PEOPLE_AHEAD_MS = 365 * DAY

type At = Pick<Deps, 'secret' | 'publicUrl'>
type FeedEntry = CalendarEntry & { modifiedAt: Date }

/** The private address of a feed. Whoever has it reads the calendar without a sign-in, as programs for calendars must. */
export const feedUrl = ({ secret, publicUrl }: At, feedId: string): string => `${publicUrl}/calendar/${signToken(secret, PURPOSE, feedId)}.ics`

/**
 * R10.8: the calendar behind an address, by what its owner may see now. Null for an address that was altered, stopped or replaced, one whose owner is
 * not active or may no longer see other people's certifications, and while the app is not active: whoever asks is not told which.
 */
export async function readFeed(q: Queryable, at: At, token: string, now: Date): Promise<string | null> {
  const id = readToken(at.secret, PURPOSE, token)
  const feed = id !== null && looksLikeUuid(id) ? await findFeed(q, id) : null
  if (!feed) return null
  const scope = feed.kind === 'people' && may(feed, 'awards.view') ? scopeOf({ ...feed, kind: 'person', id: feed.personId }) : null
  if (feed.kind === 'people' && !scope) return null
  const entries = scope ? await peopleEntries(q, at, scope, now) : await ownEntries(q, at, feed.personId, now)
  const language = LANGUAGES.find((each) => each === feed.language) ?? 'en'
  return feedCalendar({ name: feedName(feed.kind, feed.organisation, language), entries, language, publicUrl: at.publicUrl })
}

async function ownEntries(q: Queryable, at: At, personId: string, now: Date): Promise<FeedEntry[]> {
  const expiries = await listExpiries(q, { kind: 'self', personId }, { from: new Date(now.getTime() - OWN_PAST_MS), limit: ENTRIES_MOST }, now)
  return expiries.map((expiry) => ownEntry(at, expiry))
}

async function peopleEntries(q: Queryable, { publicUrl }: At, scope: Scope, now: Date): Promise<FeedEntry[]> {
  const range = { from: new Date(now.getTime() - PEOPLE_PAST_MS), to: new Date(now.getTime() + PEOPLE_AHEAD_MS) }
  return (await listExpiries(q, scope, { ...range, limit: ENTRIES_MOST }, now)).map(({ username, firstName, lastName, ...expiry }) => ({
    ...expiry, holderName: nameOf({ username, firstName, lastName }), link: awardLink(publicUrl, expiry.awardId),
  }))
}

function ownEntry({ secret, publicUrl }: At, { awardId, certificationName, certificationCode, expiresAt, version, modifiedAt }: Expiry): FeedEntry {
  return { awardId, certificationName, certificationCode, expiresAt, version, modifiedAt, holderName: null, link: renewLink(secret, publicUrl, awardId) }
}

/** The expiry of one of somebody's own current awards as a file, or null. */
export async function readEntry(q: Queryable, at: At, awardId: string, { personId, language, now }: { personId: string; language: Language; now: Date }): Promise<string | null> {
  const [expiry] = await listExpiries(q, { kind: 'self', personId }, { award: awardId, limit: 1 }, now)
  return expiry ? expiryCalendar({ entries: [ownEntry(at, expiry)], language, publicUrl: at.publicUrl, now }) : null
}

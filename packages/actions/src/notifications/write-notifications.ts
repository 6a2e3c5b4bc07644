import { transaction, type Tx } from '@recert/db/client'
import { insertMails, type NewMail } from '@recert/db/queries/mails'
import { findTexts, type NotificationDue, settleNotifications, takePlanned } from '@recert/db/queries/notification-write'
import { DomainError } from '@recert/domain/errors'
import { type NotificationTexts, textFor } from '@recert/domain/notifications'
import { nameOf } from '@recert/domain/people'
import { type CalendarEntry, expiryCalendar } from '@recert/mail/calendar'
import { type CompiledText, compileText, copyWords, digestMail, type NotificationFacts, type NotificationWords, notificationWords } from '@recert/mail/write-notification'
import { awardLink } from '../awards/award-link.ts'
import type { Deps } from '../deps.ts'
import { renewLink } from '../renewals/renew-link.ts'
import { unsubscribeUrl } from './opt-out.ts'

const CHUNK = 500

/** So many notifications a mail of the day shows; a manager of thousands would not read more. */
const SHOWN = 50

type By = { now: Date; asInTime: boolean }
/** A notification, and what it says: null where that cannot be said, undefined where nobody asked for it. */
type Written = { due: NotificationDue; facts: NotificationFacts; words?: NotificationWords | null }

/** Writes what is planned, each in the reader's language; mails are queued in the same transaction. Returns how many were dealt with. */
export async function writeNotifications(deps: Deps, by: By): Promise<number> {
  for (let all = 0; ;) {
    const some = await transaction(deps.db, (tx) => writeNext(deps, tx, by))
    if (some === 0) return all
    all += some
  }
}

async function writeNext(deps: Deps, tx: Tx, { now, asInTime }: By): Promise<number> {
  const due = await takePlanned(tx, { now, asInTime, limit: Math.min(deps.chunkRows ?? CHUNK, CHUNK) })
  if (due.length === 0) return 0
  const wordsOf = writer(await findTexts(tx, [...new Set(due.map(({ ruleId }) => ruleId))]))
  const groups = grouped(due.map((one) => ({ due: one, facts: factsOf(deps, one, asInTime ? one.sendAt : now) }))).map((group) => withWords(group, wordsOf))
  const mailed = groups.filter(([first]) => first?.due.channel === 'email' && first.words)
  const mailIds = await insertMails(tx, mailed.map((group) => mailOf(deps, group, now)))
  await settleNotifications(tx, groups.flatMap((group) => group.map(({ due: { id, reason }, words }) => ({
    id, reason: reason ?? (words === null ? 'TEXT_FAILED' : null), subject: words?.subject ?? null, body: words?.body ?? null, mailId: (reason === null && words !== null && mailIds.get(keyOf(group))) || null,
  }))), now)
  return due.length
}

/** What belongs together: a rule that sends one mail a day puts into it whatever one reader gets by it at one instant; all else stands by itself. */
const grouped = (written: Written[]): Written[][] =>
  [...Map.groupBy(written, ({ due }) => (due.digest && due.channel === 'email' && due.reason === null ? `${due.ruleId} ${due.personId} ${due.sendAt.getTime()}` : due.id)).values()]

/** Those that can be worded come first, and no more are worded than are shown. */
function withWords(group: Written[], wordsOf: (one: Written) => NotificationWords | null): Written[] {
  let shown = 0
  const worded = group.map((one): Written => {
    if (one.due.reason !== null || shown >= SHOWN) return one
    const words = wordsOf(one)
    if (words) shown++
    return { ...one, words: words && one.due.isCopy && one.due.channel === 'in_app' ? copyWords(words, one.facts.language, nameOf(one.due)) : words }
  })
  return worded.toSorted((a, b) => Number(!a.words) - Number(!b.words))
}

/** The first of a group stands for it: the same group is never mailed twice. */
const keyOf = ([first]: Written[]): string => `notification:${first?.due.id}`

function mailOf(deps: Deps, group: Written[], now: Date): NewMail {
  const entries = group.flatMap(({ due, facts, words }) => (words ? [{
    words,
    frame: { ...facts, unsubscribeUrl: unsubscribeUrl(deps.secret, deps.publicUrl, due.personId, due.ruleId), copyOf: due.isCopy ? nameOf(due) : null },
  }] : []))
  const [first] = entries
  const expiries = group.filter(({ due, words }) => words && due.calendarAttachment && due.expiresAt).map(({ due, facts }) => calendarEntry(due, facts))
  return {
    dedupeKey: keyOf(group), to: group[0]?.due.email ?? '', createdAt: now, ...digestMail(entries, group.filter(({ words }) => words === undefined).length), unsubscribeUrl: first?.frame.unsubscribeUrl ?? undefined,
    calendar: expiries.length > 0 && first ? expiryCalendar({ language: first.frame.language, publicUrl: deps.publicUrl, now, entries: expiries }) : undefined,
  }
}

const calendarEntry = (due: NotificationDue, { renewLink: link }: NotificationFacts): CalendarEntry => ({
  awardId: due.awardId, expiresAt: due.expiresAt ?? due.sendAt, certificationName: due.certificationTitle, certificationCode: due.certificationCode,
  holderName: due.isCopy ? nameOf(due) : null, link, version: due.version,
})

/** Reads each rule's text once in each language. Null is a text that cannot be filled in: for this award alone, which must not hold up the others. */
function writer(textsOf: Map<string, NotificationTexts>): (one: Written) => NotificationWords | null {
  const compiled = new Map<string, CompiledText>()
  return ({ due: { ruleId, language }, facts }) => {
    try {
      const key = `${ruleId} ${language}`
      const text = compiled.get(key) ?? compileText(textFor(textsOf.get(ruleId) ?? {}, language))
      compiled.set(key, text)
      return notificationWords(text, facts)
    } catch (error) {
      if (error instanceof DomainError) return null
      throw error
    }
  }
}

/** A manager cannot renew for the holder: in a copy, the link leads to the award. */
const factsOf = (deps: Deps, due: NotificationDue, now: Date): NotificationFacts => ({
  ...due, now, platformUrl: deps.publicUrl,
  renewLink: due.isCopy ? awardLink(deps.publicUrl, due.awardId) : renewLink(deps.secret, deps.publicUrl, due.awardId),
})
